//! Phone numbers against tables that libphonenumber made.

use std::path::Path;

use tenon_domain::phone::Phone;

/// Rows of a table that lies beside the workspace, without its header; none, said aloud, where it is missing.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = Path::new("shared/data/geo-phone/phonenumbers").join(name);
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|above| above.join(&path)).find(|at| at.exists());
    let Some(found) = found else {
        println!("SKIPPED: no {} beside the workspace", path.display());
        return Vec::new();
    };
    let text = std::fs::read_to_string(found).unwrap();
    text.lines().skip(1).map(cells).collect()
}

fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for symbol in line.chars() {
        match symbol {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

#[test]
fn what_people_type_is_read_as_it_is_meant() {
    for row in rows("cn_input_forms_judged_by_libphonenumber.csv") {
        let [input, valid, e164, _, extension] = &row[..] else { panic!("{row:?}") };
        let read = Phone::parse(input).map(Phone::into_e164);
        if input.chars().any(|one| one == 'O') {
            // The table's library guesses a keypad's digits.
            assert_eq!(read.unwrap_err().code, "phone_letters", "{input}");
        } else if input.contains('转') {
            // The table's library does not know the word for an extension.
            assert_eq!(read.as_deref(), Ok("+8657187654321;ext=8001"), "{input}");
        } else if valid == "True" {
            let expected = if extension.is_empty() { e164.clone() } else { format!("{e164};ext={extension}") };
            assert_eq!(read.as_deref(), Ok(expected.as_str()), "{input}");
        } else {
            assert_eq!(read.unwrap_err().code, "phone_wrong", "{input}");
        }
    }
}

#[test]
fn mobile_prefixes_are_known() {
    let mut differ = Vec::new();
    for row in rows("cn_mobile_prefixes.csv") {
        let read = Phone::parse(&format!("{}12345678", row[0]));
        if read.is_ok() != (row[1] == "True") {
            differ.push(row);
        }
    }
    // Another version of the tables may know a new range; it does not lose a tenth of them.
    assert!(differ.len() <= 2, "{differ:?}");
}

#[test]
fn numbers_of_all_countries_are_read() {
    let (mut read, mut all) = (0, 0);
    for row in rows("example_numbers.csv") {
        let [region, _, e164, .., valid] = &row[..] else { panic!("{row:?}") };
        if valid == "True" && region != "001" {
            all += 1;
            read += usize::from(Phone::parse(e164).map(Phone::into_e164).as_ref() == Ok(e164));
        }
    }
    assert!(read * 100 >= all * 98, "{read} of {all}");
}
