//! The user's cache folder, and the command that tells of it.

use super::Exit;
use super::args::Format;
use super::commands::{Messages, say, size_in_words};
use crate::Failure;
use crate::assets::cache::{Cache, Contents, USUAL_LIMIT};
use std::io;
use std::time::SystemTime;

/// `plenary/pictures` in the folder that the system has for caches (`XDG_CACHE_HOME`, `~/.cache`, `~/Library/Caches`,
/// `%LOCALAPPDATA%`); `None` where it has none.
pub fn users() -> Option<Cache> {
    let folder = dirs::cache_dir()?.join("plenary").join("pictures");
    Some(Cache::new(folder, USUAL_LIMIT, SystemTime::now()))
}

/// Tells what the cache holds, or clears it.
pub fn run(clear: bool, messages: Messages) -> Exit {
    let Some(cache) = users() else {
        say(io::stderr(), "error: the system names no folder for caches; set XDG_CACHE_HOME or HOME\n");
        return Exit::System;
    };
    let result = if clear { cache.clear() } else { Ok(cache.contents()) };
    match result {
        Ok(contents) => {
            say(io::stdout(), &told(&cache, contents, clear, messages.format));
            Exit::Done
        }
        Err(error) => messages.failed(Failure::system("clear", cache.folder(), error)),
    }
}

fn told(cache: &Cache, Contents { entries, bytes }: Contents, cleared: bool, format: Format) -> String {
    let folder = cache.folder().display();
    if format == Format::Json {
        let value = serde_json::json!({
            "folder": folder.to_string(), "pictures": entries, "bytes": bytes, "limit": USUAL_LIMIT, "cleared": cleared
        });
        return format!("{value}\n");
    }
    let (plural, size) = (if entries == 1 { "" } else { "s" }, size_in_words(bytes as usize));
    match cleared {
        true => format!("{folder}: {entries} picture{plural}, {size}, removed\n"),
        false => {
            format!("{folder}: {entries} picture{plural}, {size} of {} at most\n", size_in_words(USUAL_LIMIT as usize))
        }
    }
}
