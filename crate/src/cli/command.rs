//! The command line as a card records it, to be run again elsewhere.

use super::Cli;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command, CommandFactory};
use std::collections::BTreeMap;
use std::path::Path;

/// What does not change the weights, or is told by the examples and not by a file's name.
const NOT_TRAINED: [&str; 11] = [
    "data",
    "out",
    "votes",
    "soft-targets",
    "from",
    "runs",
    "keep-state",
    "skip-bad-rows",
    "dataset-name",
    "dataset-licence",
    "force",
];
/// What says where things are and how to go on, not what is trained.
const NOT_RECORDED: [&str; 2] = ["resume", "force"];

/// This run's command from its parsed options, quoted for a shell; of files outside `models/` the names only.
pub fn command_line() -> String {
    line(std::env::args_os())
}

/// The option by which two recorded commands train differently; files are left out, since names say nothing of their content.
pub fn difference(first: &str, second: &str) -> Option<String> {
    let options = |line: &str| -> Option<BTreeMap<String, Vec<String>>> {
        let (command, matches) = parsed(shlex::split(line)?).ok()?;
        let given = given(&command, &matches, |_| true).into_iter();
        Some(given.filter(|(name, _)| !NOT_TRAINED.contains(&name.as_str())).collect())
    };
    let (Some(first), Some(second)) = (options(first), options(second)) else { return Some("its command".to_owned()) };
    let name = first.keys().chain(second.keys()).find(|name| first.get(*name) != second.get(*name))?;
    let value = |options: &BTreeMap<String, Vec<String>>| match options.get(name) {
        Some(values) => format!("--{name} {}", values.join(" ")).trim().to_owned(),
        None => format!("no --{name}"),
    };
    Some(format!("{}, not {}", value(&first), value(&second)))
}

fn parsed(
    words: impl IntoIterator<Item = impl Into<std::ffi::OsString> + Clone>,
) -> clap::error::Result<(Command, ArgMatches)> {
    let command = Cli::command();
    let (name, matches) = command.clone().try_get_matches_from(words)?.remove_subcommand().expect("clap asks for one");
    Ok((command.find_subcommand(&name).expect("clap found it").clone(), matches))
}

fn line(words: impl IntoIterator<Item = impl Into<std::ffi::OsString> + Clone>) -> String {
    let (command, matches) = parsed(words).expect("the command line was parsed before");
    let given = given(&command, &matches, |source| source == ValueSource::CommandLine);
    let mut words = vec!["mimique".to_owned(), command.get_name().to_owned()];
    for (name, values) in given.into_iter().filter(|(name, _)| !NOT_RECORDED.contains(&name.as_str())) {
        words.push(format!("--{name}"));
        words.extend(values.iter().map(|value| quoted(&short(value))));
    }
    words.join(" ")
}

/// Name and values of each option; none for a flag that is set.
fn given(command: &Command, matches: &ArgMatches, from: impl Fn(ValueSource) -> bool) -> Vec<(String, Vec<String>)> {
    let mut options = Vec::new();
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        let (Some(name), Ok(true)) = (argument.get_long(), matches.try_contains_id(id)) else { continue };
        if !matches.value_source(id).is_some_and(&from) {
            continue;
        }
        let raw = matches.get_raw(id).map(|raw| raw.map(|v| number(v.to_string_lossy().into_owned())).collect());
        let raw: Vec<String> = raw.unwrap_or_default();
        if argument.get_action().takes_values() {
            options.push((name.to_owned(), raw));
        } else if matches.get_flag(id) {
            options.push((name.to_owned(), Vec::new()));
        }
    }
    options
}

/// `.50` and `0.5` are one number.
fn number(text: String) -> String {
    if text.contains('.') { text.parse::<f64>().map_or(text, |number| number.to_string()) } else { text }
}

fn short(value: &str) -> String {
    match Path::new(value).file_name() {
        Some(name) if value.contains('/') && !value.starts_with("models/") => name.to_string_lossy().into_owned(),
        _ => value.to_owned(),
    }
}

fn quoted(word: &str) -> String {
    shlex::try_quote(word).expect("arguments hold no NUL").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_after_an_equals_sign_keep_their_option() {
        let line = line(["mimique", "train", "--data=/home/me/x.csv", "--out=y.safetensors", "--resume"]);
        assert_eq!(line, "mimique train --data x.csv --out y.safetensors");
    }

    #[test]
    fn words_with_spaces_and_quotes_can_be_run_again() {
        let line = line(["mimique", "train", "--data", "/a/it's mine.csv", "--out", "y.safetensors"]);
        assert_eq!(shlex::split(&line).unwrap()[3], "it's mine.csv");
    }

    #[test]
    fn the_option_that_differs_is_named_and_defaults_count() {
        let command = |more: &str| format!("mimique train --data x.csv --out y.safetensors {more}");
        assert_eq!(difference(&command(""), &command("--seed 1 --force")), None);
        assert_eq!(difference(&command("--arch wide"), &command("")).unwrap(), "--arch wide, not --arch lenet5");
    }
}
