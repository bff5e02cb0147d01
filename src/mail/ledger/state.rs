//! The states of a message, and which follows which.
//!
//! Nothing leads out of `accepted`, and `unknown` is left by a person's decision alone: these two rules are what keeps
//! an attendee from being mailed twice.

/// Where a message stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum State {
    /// Not tried yet.
    Planned,
    /// The server knows the recipient and is about to be given the message, in a run that is on.
    Sending,
    /// The server has taken it over.
    Accepted,
    /// Refused for now, or the connection was lost before the message was through; tried again.
    Deferred,
    /// Refused for good, or tried too often.
    Failed,
    /// The message was given, and what became of it is not known.
    Unknown,
}

impl State {
    pub const ALL: [State; 6] =
        [State::Planned, State::Sending, State::Accepted, State::Deferred, State::Failed, State::Unknown];

    /// As the ledger, the command line and `--export` write it.
    pub fn name(self) -> &'static str {
        match self {
            State::Planned => "planned",
            State::Sending => "sending",
            State::Accepted => "accepted",
            State::Deferred => "deferred",
            State::Failed => "failed",
            State::Unknown => "unknown",
        }
    }

    pub fn from_name(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.name() == name)
    }

    /// The state after a step; `None` where the step cannot be taken.
    pub fn after(self, step: &Step) -> Option<State> {
        use State::*;
        match (step, self) {
            (Step::Begin { .. }, Planned | Deferred) => Some(Sending),
            (Step::Accept { .. }, Sending) => Some(Accepted),
            // The recipient is refused before there is anything to send.
            (Step::Defer { .. }, Planned | Deferred | Sending) => Some(Deferred),
            (Step::Fail { .. }, Planned | Deferred | Sending) => Some(Failed),
            (Step::Lose { .. }, Sending) => Some(Unknown),
            (Step::Decide(Decision::Accepted), Unknown | Failed | Deferred | Planned) => Some(Accepted),
            (Step::Decide(Decision::Failed), Unknown | Deferred | Planned) => Some(Failed),
            (Step::Decide(Decision::Planned), Unknown | Failed | Deferred) => Some(Planned),
            _ => None,
        }
    }

    /// Whether a run may send it.
    pub fn is_open(self) -> bool {
        matches!(self, State::Planned | State::Deferred)
    }
}

/// What happens to a message. Moments are milliseconds since 1970-01-01 UTC.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// It is about to be given to the server; `digest` is the plan's.
    Begin { digest: String },
    /// The server has taken it over, with this answer.
    Accept { answer: String },
    /// It has certainly not been taken over, and may be tried again from the moment `due` on.
    Defer { answer: String, due: i64 },
    /// It has certainly not been taken over, and is not tried again.
    Fail { answer: String },
    /// It may have been taken over or not.
    Lose { answer: String },
    /// A person says what is to be held true.
    Decide(Decision),
}

/// What a person may decide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// It has arrived: not sent again.
    Accepted,
    /// It has not arrived and is not wanted: not sent again.
    Failed,
    /// It has not arrived: the next run sends it.
    Planned,
}

impl Decision {
    pub fn from_name(name: &str) -> Option<Decision> {
        match name {
            "accepted" => Some(Decision::Accepted),
            "failed" => Some(Decision::Failed),
            "planned" => Some(Decision::Planned),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_step() -> impl Strategy<Value = Step> {
        let text = String::new;
        prop_oneof![
            Just(Step::Begin { digest: text() }),
            Just(Step::Accept { answer: text() }),
            Just(Step::Defer { answer: text(), due: 0 }),
            Just(Step::Fail { answer: text() }),
            Just(Step::Lose { answer: text() }),
            Just(Step::Decide(Decision::Accepted)),
            Just(Step::Decide(Decision::Failed)),
            Just(Step::Decide(Decision::Planned)),
        ]
    }

    proptest! {
        #[test]
        fn nothing_leads_out_of_accepted_and_only_a_person_out_of_unknown(steps in prop::collection::vec(any_step(), 0..40)) {
            let mut state = State::Planned;
            for step in steps {
                let Some(next) = state.after(&step) else { continue };
                prop_assert_ne!(state, State::Accepted, "{:?} leads to {:?}", step, next);
                prop_assert!(state != State::Unknown || matches!(step, Step::Decide(_)));
                prop_assert!(next != State::Sending || state.is_open());
                prop_assert!(next != State::Accepted || state == State::Sending || matches!(step, Step::Decide(_)));
                state = next;
            }
        }
    }

    #[test]
    fn names_are_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_name(state.name()), Some(state));
        }
        assert_eq!(State::from_name("sent"), None);
    }
}
