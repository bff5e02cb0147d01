//! From composed pages to display lists.

pub mod display_list;
pub mod dump;
