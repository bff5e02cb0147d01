//! Mail to those who attended: what is to be sent, what has been sent, and the sending.

pub mod address;
pub mod body;
pub mod clock;
pub mod dry_run;
mod file_name;
mod fill;
mod header;
pub mod ledger;
mod mailing;
pub mod message;
mod names;
pub mod pace;
pub mod picture;
mod plain;
pub mod plan;
pub mod prepare;
pub mod run;
pub mod secret;
pub mod session;
pub mod suppression;

pub use mailing::{Attached, Mailing};
