//! Mail to those who attended: what is to be sent, what has been sent, and the sending.

pub mod plan;
