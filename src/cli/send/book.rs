//! What is done with the ledger alone: showing it, writing it to a table, deciding by hand, forgetting.

use crate::cli::Exit;
use crate::cli::args::Format;
use crate::cli::commands::{Messages, say};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::mail::address::Address;
use crate::mail::ledger::lock::Lock;
use crate::mail::ledger::{Decision, Ledger, Row, State, Step};
use serde_json::json;
use std::io;
use std::path::Path;

/// How far each campaign is, and what a person has to look at.
pub fn status(path: &Path, now: i64, messages: Messages) -> Result<Exit, Diagnostic> {
    let mut ledger = there(path)?;
    // What a killed run left is told as what it is; a run that begins meanwhile is not kept from it.
    let running = match Lock::try_take(path)? {
        Some(_lock) => ledger.recover(now).map(|_| false)?,
        None => true,
    };
    let campaigns = ledger.campaigns()?;
    if campaigns.is_empty() && messages.format == Format::Text {
        say(io::stdout(), "nothing has been sent\n");
    }
    for campaign in campaigns {
        let rows = ledger.rows(&campaign)?;
        let text = match messages.format {
            Format::Json => format!("{}\n", as_json(&campaign, &rows, running)),
            Format::Text => as_text(&ledger, &campaign, &rows, running)?,
        };
        say(io::stdout(), &text);
    }
    Ok(Exit::Done)
}

fn there(path: &Path) -> Result<Ledger, Diagnostic> {
    Ledger::open(path)?.ok_or_else(|| {
        let message = format!("there is no ledger {}: nothing has been sent", path.display());
        Diagnostic::error("ledger", message).help("`plenary send … --really DIGEST` begins one")
    })
}

fn count(rows: &[Row], state: State) -> usize {
    rows.iter().filter(|row| row.state == state).count()
}

/// "40 messages: 37 accepted, 2 unknown, 1 failed"
pub fn counts(rows: &[Row]) -> String {
    let present =
        State::ALL.into_iter().map(|state| (count(rows, state), state.name())).filter(|(count, _)| *count > 0);
    let parts: Vec<String> = present.map(|(count, name)| format!("{count} {name}")).collect();
    let plural = if rows.len() == 1 { "" } else { "s" };
    format!("{} message{plural}: {}", rows.len(), if parts.is_empty() { "none".to_owned() } else { parts.join(", ") })
}

/// "Şahin <sahin@valley.example>"
pub fn shown(row: &Row) -> String {
    match (row.name.as_str(), row.address.as_str()) {
        (_, "") => "(forgotten)".to_owned(),
        ("", address) => address.to_owned(),
        (name, address) => format!("{name} <{address}>"),
    }
}

fn as_text(ledger: &Ledger, campaign: &str, rows: &[Row], running: bool) -> Result<String, Diagnostic> {
    let on = if running { "; a run is on" } else { "" };
    let mut text = format!("{campaign}: {}{on}\n", counts(rows));
    let groups = [
        (
            State::Unknown,
            "Sent, and what became of it is not known; look into the server's log or ask, then decide with `--resolve ADDRESS=accepted`, `=failed` or `=planned` (sent again):",
        ),
        (State::Failed, "Refused for good, or given up; `--resolve ADDRESS=planned` has it sent again:"),
        (State::Deferred, "Refused for now; sent again when due, by a run:"),
    ];
    for (state, heading) in groups {
        let members: Vec<&Row> = rows.iter().filter(|row| row.state == state).collect();
        if members.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{heading}\n"));
        for row in members {
            let when = if state == State::Deferred { row.due } else { row.changed };
            text.push_str(&format!("  {}  {}: {}\n", ledger.local_time(when)?, shown(row), row.answer));
        }
    }
    Ok(text)
}

fn as_json(campaign: &str, rows: &[Row], running: bool) -> serde_json::Value {
    let mut states = serde_json::Map::new();
    for state in State::ALL {
        states.insert(state.name().to_owned(), json!(count(rows, state)));
    }
    let open = rows.iter().filter(|row| !matches!(row.state, State::Accepted | State::Planned)).map(row_as_json);
    json!({ "campaign": campaign, "messages": rows.len(), "states": states, "running": running, "open": open.collect::<Vec<_>>() })
}

/// One entry; moments are milliseconds since 1970-01-01 UTC.
pub fn row_as_json(row: &Row) -> serde_json::Value {
    json!({
        "address": row.address, "name": row.name, "state": row.state.name(), "attempts": row.attempts,
        "answer": row.answer, "changed": row.changed, "due": row.due
    })
}

/// The whole ledger as CSV.
pub fn export(path: &Path, to: &Path) -> Result<Exit, Diagnostic> {
    let ledger = there(path)?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let heads = ["campaign", "name", "address", "state", "attempts", "answer", "changed", "message_id", "digest"];
    let refused =
        |error: &dyn std::fmt::Display| Diagnostic::error("system", format!("cannot write {}: {error}", to.display()));
    writer.write_record(heads).map_err(|error| refused(&error))?;
    for campaign in ledger.campaigns()? {
        for row in ledger.rows(&campaign)? {
            let (attempts, changed) = (row.attempts.to_string(), ledger.utc(row.changed)?);
            let record = [
                &campaign,
                &row.name,
                &row.address,
                row.state.name(),
                &attempts,
                &row.answer,
                &changed,
                &row.message_id,
                &row.digest,
            ];
            writer.write_record(record).map_err(|error| refused(&error))?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| refused(&error))?;
    crate::cli::output::write(to, &bytes).map_err(|error| refused(&error))?;
    Ok(Exit::Done)
}

/// Erases what tells of persons.
pub fn forget(path: &Path, now: i64, messages: Messages) -> Result<Exit, Diagnostic> {
    let mut ledger = there(path)?;
    let _lock = Lock::take(path)?;
    ledger.recover(now)?;
    let forgotten = ledger.forget()?;
    let text = match messages.format {
        Format::Json => format!("{}\n", json!({ "forgotten": forgotten })),
        Format::Text => {
            let people = if forgotten == 1 { "person" } else { "people" };
            format!("{forgotten} {people} forgotten; who has been mailed is known by salted hashes alone\n")
        }
    };
    say(io::stdout(), &text);
    Ok(Exit::Done)
}

/// `ADDRESS=OUTCOME`; in place of an address `unknown`, `failed` or `deferred` for all that are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolution {
    pub of: String,
    pub decision: Decision,
}

impl std::str::FromStr for Resolution {
    type Err = String;

    fn from_str(text: &str) -> Result<Resolution, String> {
        let wrong = || "it is ADDRESS=accepted, ADDRESS=failed or ADDRESS=planned".to_owned();
        let (of, decision) = text.rsplit_once('=').ok_or_else(wrong)?;
        let decision = Decision::from_name(decision).ok_or_else(wrong)?;
        let all = matches!(of, "unknown" | "failed" | "deferred");
        if !all && !of.contains('@') {
            return Err(
                "before `=` stands an address, or `unknown`, `failed` or `deferred` for all that are".to_owned()
            );
        }
        Ok(Resolution { of: of.to_owned(), decision })
    }
}

/// Writes down what a person has decided: all of it, or nothing where something cannot be.
pub fn resolve(
    path: &Path,
    campaign: &str,
    list: &[Resolution],
    now: i64,
    messages: Messages,
) -> Result<Exit, Diagnostics> {
    let mut ledger = there(path)?;
    let _lock = Lock::take(path)?;
    ledger.recover(now)?;
    let rows = ledger.rows(campaign)?;
    let (mut steps, mut wrong): (Vec<(Row, Step)>, _) = (Vec::new(), Diagnostics::default());
    for resolution in list {
        let step = Step::Decide(resolution.decision);
        if let Some(state) = State::from_name(&resolution.of) {
            steps.extend(rows.iter().filter(|row| row.state == state).map(|row| (row.clone(), step.clone())));
            continue;
        }
        match Address::parse(&resolution.of)
            .ok()
            .map(|address| ledger.find(campaign, &address.key()))
            .transpose()?
            .flatten()
        {
            None => {
                wrong.push(Diagnostic::error("ledger", format!("the ledger has no {} in `{campaign}`", resolution.of)))
            }
            Some(row) if row.state.after(&step).is_none() => {
                let message = format!("{} is {}, which is not for a person to decide", resolution.of, row.state.name());
                wrong.push(Diagnostic::error("ledger", message));
            }
            Some(row) => steps.push((row, step)),
        }
    }
    if wrong.has_errors() {
        return Err(wrong);
    }
    for (row, step) in steps {
        let after = ledger.step(row.id, &step, now)?;
        let text = match messages.format {
            Format::Json => format!("{}\n", row_as_json(&after)),
            Format::Text => format!("{}: {}, was {}\n", shown(&row), after.state.name(), row.state.name()),
        };
        say(io::stdout(), &text);
    }
    Ok(Exit::Done)
}
