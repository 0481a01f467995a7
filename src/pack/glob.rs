//! Which files a pack is for.

/// Whether `path` (with `/` between its parts) is one that `pattern` means. `*` is any run of characters and `?`
/// any one character within a part, `**` as a whole part is any number of parts. Time is at most the product of
/// the two lengths.
pub fn glob_matches(pattern: &str, path: &str) -> bool {
    let path = path.strip_prefix("./").unwrap_or(path);
    let patterns: Vec<&str> = pattern.split('/').collect();
    let parts: Vec<&str> = path.split('/').collect();
    wildcard(&patterns, &parts, |pattern| *pattern == "**", |pattern, part| part_matches(pattern, part))
}

fn part_matches(pattern: &str, part: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let part: Vec<char> = part.chars().collect();
    wildcard(&pattern, &part, |c| *c == '*', |pattern, c| *pattern == '?' || pattern == c)
}

/// Matches `items` against `pattern`, where some elements of the pattern stand for any run of items. On a
/// mismatch only the latest such element takes one more item: an earlier one could gain nothing by it.
fn wildcard<P, T>(
    pattern: &[P],
    items: &[T],
    any: impl Fn(&P) -> bool,
    one: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut p, mut i) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(item) = items.get(i) {
        match pattern.get(p) {
            Some(element) if any(element) => {
                retry = Some((p, i));
                p += 1;
            }
            Some(element) if one(element, item) => {
                p += 1;
                i += 1;
            }
            _ => {
                let Some((star, taken)) = retry else { return false };
                retry = Some((star, taken + 1));
                p = star + 1;
                i = taken + 1;
            }
        }
    }
    pattern.get(p..).is_some_and(|rest| rest.iter().all(any))
}

/// What is wrong with a pattern, and what to write.
pub(super) fn trouble(pattern: &str) -> Option<(&'static str, String)> {
    if pattern.trim().is_empty() {
        return Some(("it is empty", "write a pattern such as `news/**`, or remove the key".to_owned()));
    }
    if pattern.contains('\\') {
        return Some(("paths have `/` on every system", format!("write `{}`", pattern.replace('\\', "/"))));
    }
    if let Some(rest) = pattern.strip_prefix('/') {
        return Some(("paths count from the folder the run starts in", format!("write `{rest}`")));
    }
    if pattern.contains(['[', ']', '{', '}']) {
        let help = "write one pattern for each case; only `**`, `*` and `?` are special".to_owned();
        return Some(("brackets and braces have no meaning in it", help));
    }
    if pattern.split('/').any(|part| part.contains("**") && part != "**") {
        return Some(("`**` must stand alone between slashes", "write `news/**/draft-*.md`".to_owned()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches() {
        let cases = [
            ("news/dallas/**", "news/dallas/a.md", true),
            ("news/dallas/**", "news/dallas/2025/a.md", true),
            ("news/dallas/**", "news/dallas", true),
            ("news/dallas/**", "news/austin/a.md", false),
            ("**/*.md", "a.md", true),
            ("**/*.md", "x/y/a.md", true),
            ("*.md", "x/a.md", false),
            ("./a.md", "a.md", false),
            ("a.md", "./a.md", true),
            ("draft-?.md", "draft-é.md", true),
            ("draft-?.md", "draft-10.md", false),
            ("a/**/b/**/c", "a/b/x/b/c", true),
            ("a/**/b/**/c", "a/x/c", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b*", "xxbxxaxx", false),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(glob_matches(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn many_stars_end_soon() {
        assert!(!glob_matches(&"*a".repeat(200), &"a".repeat(199)));
        assert!(!glob_matches(&"**/a/".repeat(200), &"a/".repeat(150)));
    }
}
