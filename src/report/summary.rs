//! What a run came to, in one line.

use std::fmt;

use crate::fact::Severity;
use crate::finding::Finding;

/// Counts over a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files read and checked.
    pub files: usize,
    /// Files that could not be.
    pub unread: usize,
    /// Claims that say what a rule says.
    pub agrees: usize,
    /// Claims that do not.
    pub contradicts: usize,
    /// Claims that could not be held against a rule.
    pub unclear: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
}

impl Summary {
    /// Counts a finding by its severity.
    pub fn count(&mut self, finding: &Finding) {
        match finding.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }

    /// Adds what another part of the run came to.
    pub fn add(&mut self, other: Summary) {
        self.files += other.files;
        self.unread += other.unread;
        self.agrees += other.agrees;
        self.contradicts += other.contradicts;
        self.unclear += other.unclear;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `5 files, 34 claims checked: 32 agree, 2 contradict (1 error, 1 warning)`.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = counted(self.files, "file", "files");
        let claims = self.agrees + self.contradicts + self.unclear;
        match claims {
            0 => write!(
                f,
                "{files} checked: nothing in {} is about a rule",
                if self.files == 1 { "it" } else { "them" }
            )?,
            1 if self.agrees == 1 => write!(f, "{files}, 1 claim checked: it agrees")?,
            _ if claims == self.agrees => write!(f, "{files}, {claims} claims checked: all agree")?,
            _ => {
                write!(f, "{files}, {} checked: ", counted(claims, "claim", "claims"))?;
                let verdicts = [
                    (self.agrees, "agrees", "agree"),
                    (self.contradicts, "contradicts", "contradict"),
                    (self.unclear, "unclear", "unclear"),
                ];
                let parts: Vec<String> = verdicts
                    .into_iter()
                    .filter(|(count, ..)| *count > 0)
                    .map(|(count, one, many)| counted(count, one, many))
                    .collect();
                write!(f, "{}", parts.join(", "))?;
            }
        }
        let findings = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.infos, "info", "infos"),
        ];
        let parts: Vec<String> = findings
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
        if !parts.is_empty() {
            write!(f, " ({})", parts.join(", "))?;
        }
        if self.unread > 0 {
            write!(f, "; {} not be read", counted(self.unread, "file could", "files could"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_it_in_good_english() {
        let say = |files, agrees, contradicts, unclear| {
            Summary { files, agrees, contradicts, unclear, errors: contradicts, ..Summary::default() }
                .to_string()
        };
        assert_eq!(say(5, 32, 2, 0), "5 files, 34 claims checked: 32 agree, 2 contradict (2 errors)");
        assert_eq!(say(1, 0, 1, 0), "1 file, 1 claim checked: 1 contradicts (1 error)");
        assert_eq!(say(1, 1, 1, 1), "1 file, 3 claims checked: 1 agrees, 1 contradicts, 1 unclear (1 error)");
        assert_eq!(say(1, 1, 0, 0), "1 file, 1 claim checked: it agrees");
        assert_eq!(say(2, 9, 0, 0), "2 files, 9 claims checked: all agree");
        assert_eq!(say(1, 0, 0, 0), "1 file checked: nothing in it is about a rule");
        let unread = Summary { files: 2, unread: 1, agrees: 2, ..Summary::default() };
        assert_eq!(unread.to_string(), "2 files, 2 claims checked: all agree; 1 file could not be read");
    }
}
