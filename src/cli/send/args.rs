//! The arguments of `send`, as clap reads them; the descriptions are the help text.

use super::book::Resolution;
use clap::ArgGroup;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
#[command(group = ArgGroup::new("action").args(["really", "test_to", "status", "export", "forget", "resolve"]))]
pub struct SendArgs {
    /// The event file; its `mail` says what is sent and by which server.
    pub event: PathBuf,
    /// Those who attended: a CSV or YAML file with the fields `name` and `email`.
    #[arg(long, value_name = "FILE", required_unless_present_any = ["status", "export", "forget", "resolve"])]
    pub attendees: Option<PathBuf>,
    /// Where a dry run writes the messages to look at. Without it, the event file's name with -mail.
    #[arg(long, value_name = "DIR", conflicts_with = "action")]
    pub out: Option<PathBuf>,
    /// Sends, if event, list, letters and attachments are still those of the dry run that gave this digest.
    #[arg(long, value_name = "DIGEST")]
    pub really: Option<String>,
    /// Only to this address of the list; may be given several times.
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["status", "export", "forget", "resolve"])]
    pub only: Vec<String>,
    /// Sends one message, the first or that of `--only`, to this address alone, and records nothing.
    #[arg(long, value_name = "ADDRESS")]
    pub test_to: Option<String>,
    /// With `--really`: the first pause in seconds before what was refused for now is tried again; 60 without it.
    /// Further ones grow with it.
    #[arg(long, value_name = "SECONDS", requires = "really", value_parser = seconds)]
    pub pause: Option<f64>,
    /// Tells how many messages are accepted, deferred, failed, unknown, and of those that are not well the reasons.
    #[arg(long)]
    pub status: bool,
    /// Writes the ledger as CSV; `-` for the standard output.
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
    /// Erases names, addresses and answers from the ledger; that nobody is mailed twice stays sure.
    #[arg(long)]
    pub forget: bool,
    /// Decides by hand what became of a message: accepted, failed (not sent again) or planned (sent again). In place of an
    /// address, `unknown`, `failed` or `deferred` for all that are. May be given several times.
    #[arg(long, value_name = "ADDRESS=OUTCOME")]
    pub resolve: Vec<Resolution>,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.001..=86_400.0).contains(seconds));
    seconds.ok_or_else(|| "it is a number from 0.001 to 86400".to_owned())
}
