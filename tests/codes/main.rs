//! The reader of codes on photographs that others publish, against what their own tests demand, and on files that are
//! meant to break whoever opens them. Says so and passes where the data are missing.

use tenon_tests::barcodes::{Barcodes, data, table};

#[test]
fn every_published_pass_count_is_reached_and_nothing_is_read_wrongly() {
    let Some(barcodes) = Barcodes::found() else { return };
    assert!(!barcodes.thresholds.is_empty() && !barcodes.photos.is_empty(), "there is data");
    for threshold in &barcodes.thresholds {
        // Upstream has this set twice; its second test reads it without looking for light codes on dark.
        let (Some(least), set) = (threshold.least, threshold.set.as_str()) else { continue };
        let tally = barcodes.tally(set, threshold.quarters, |grey| tenon_codes::read_grey(grey).unwrap());
        println!("{set} at {}°: {} of at least {least}", threshold.quarters * 90, tally.right);
        assert!(tally.right >= least, "{set} at {}°: {tally:?}, demanded are {least}", threshold.quarters * 90);
        assert_eq!(tally.wrong, 0, "{set} at {}°", threshold.quarters * 90);
    }
}

#[test]
fn nothing_is_read_where_there_is_nothing() {
    let Some(barcodes) = Barcodes::found() else { return };
    for quarters in 0..4 {
        for photo in barcodes.photos.iter().filter(|photo| photo.set.starts_with("falsepositives")) {
            let codes = tenon_codes::read_grey(&photo.grey.turned(quarters)).unwrap();
            assert_eq!(codes, [], "{}/{} at {}°", photo.set, photo.name, quarters * 90);
        }
    }
}

#[test]
fn all_codes_of_a_picture_are_read() {
    let Some(barcodes) = Barcodes::found() else { return };
    let several = barcodes.photos.iter().find(|photo| photo.set.starts_with("multi")).unwrap();
    assert_eq!(tenon_codes::read_grey(&several.grey).unwrap().len(), 4);
}

/// What another program opens is opened here too, or refused in words; nothing takes the program down.
#[test]
fn files_that_break_programs_are_refused_in_words() {
    let Some(dir) = data("bad-input/images") else { return };
    let (mut opened, mut refused) = (0, 0);
    for row in table(&dir.join("index.csv")) {
        let file = dir.join(&row["file"]);
        match tenon_codes::read_file(&file) {
            Ok(_) => opened += 1,
            Err(why) => {
                refused += 1;
                assert!(why.to_string().len() > 20, "{}: {why}", file.display());
            }
        }
    }
    println!("{opened} opened, {refused} refused");
    assert!(opened > 0 && refused > 0);
}
