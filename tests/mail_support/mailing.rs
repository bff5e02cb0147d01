//! An event with its list and its server, mailed by the program itself.

use super::{PASSWORD, Server};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const EVENT: &str = "\
title: Twenty Years of the Selin River Gauges
organiser:
  name: Meridian Institute
introduction: |
  The gauges are the valley's memory.
mail:
  from: Meridian Institute <office@meridian.example>
  subject: \"{{ title }}: the report\"
  body: |
    Dear {{ attendee.name }},

    the report is attached.
  server:
    host: localhost
    port: PORT
    security: starttls
    user: report
    password: {env: MAIL_PASSWORD}
    certificates: authority.pem
  limits: {per_minute: 6000, per_day: 100000, failures: 1000, attempts: 6}
";

/// An event, its list and its server.
pub struct Mailing {
    pub folder: tempfile::TempDir,
    pub server: Server,
    pub count: usize,
}

impl Mailing {
    pub fn new(count: usize, server: Server) -> Mailing {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        write("event.yaml", &EVENT.replace("PORT", &server.port.to_string()));
        write("authority.pem", &server.authority);
        let guests = (0..count).map(|guest| format!("Guest {guest},guest{guest}@valley.example\n"));
        write("list.csv", &format!("name,email\n{}", guests.collect::<String>()));
        Mailing { folder, server, count }
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        command.current_dir(self.folder.path()).arg("send").arg("event.yaml").args(args);
        command.env("NO_COLOR", "1").env("MAIL_PASSWORD", PASSWORD).env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program runs")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a dry run says that is to be given to `--really`.
    pub fn digest(&self) -> String {
        let output = self.run(&["--attendees", "list.csv", "--message-format", "json"]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let objects = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let digest = objects.filter_map(|object| object["digest"].as_str().map(str::to_owned)).next();
        digest.unwrap_or_else(|| panic!("no digest: {text}{}", String::from_utf8_lossy(&output.stderr)))
    }

    pub fn really<'a>(&self, digest: &'a str) -> [&'a str; 6] {
        ["--attendees", "list.csv", "--pause", "0.05", "--really", digest]
    }

    /// The state of each address, from the table that the program writes.
    pub fn states(&self) -> BTreeMap<String, String> {
        let output = self.run(&["--export", "-"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
        let records = reader.records().map(|record| record.expect("a record"));
        records.map(|record| (record[2].to_owned(), record[3].to_owned())).collect()
    }

    /// Each address has exactly one message taken over by the server, or stands as unknown or failed; never two.
    pub fn check(&self) -> BTreeMap<String, usize> {
        self.server.settle();
        let (taken, states) = (self.server.counts(), self.states());
        assert_eq!(states.len(), self.count, "somebody is not in the ledger");
        let mut sums = BTreeMap::new();
        for (address, state) in states {
            let times = taken.get(&address).copied().unwrap_or(0);
            let right = match state.as_str() {
                "accepted" => times == 1,
                "unknown" => times <= 1,
                "failed" => times == 0,
                _ => false,
            };
            assert!(right, "{address} is {state}, and the server took {times} messages for it");
            *sums.entry(state).or_default() += 1;
        }
        sums
    }
}
