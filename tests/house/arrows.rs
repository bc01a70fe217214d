//! Which crate may lean on which, from `cargo metadata`.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::root;

/// For every crate, the crates of ours that it may name in its dependencies.
const ALLOWED: &[(&str, &[&str])] = &[
    ("tenon-codes", &[]),
    ("tenon-domain", &[]),
    ("tenon-images", &[]),
    ("tenon-papers", &["tenon-domain"]),
    ("tenon-store", &["tenon-domain"]),
    ("tenon-sync", &["tenon-domain", "tenon-store"]),
    ("tenon-tablet", &["tenon-codes", "tenon-domain", "tenon-images", "tenon-papers", "tenon-store", "tenon-sync"]),
    ("tenon-hq", &["tenon-domain", "tenon-images", "tenon-store", "tenon-sync"]),
    ("tenon-app", &["tenon-tablet"]),
];

/// Crates that `domain`, `papers` and `sync` must never see: I/O, async, clocks, randomness, the network, the shell.
const NEVER: &[(&str, &[&str])] = &[
    ("tenon-domain", &["tokio", "reqwest", "axum", "rusqlite", "postgres", "tauri", "rand", "chrono", "getrandom"]),
    ("tenon-papers", &["tokio", "reqwest", "axum", "rusqlite", "postgres", "tauri", "rand", "chrono", "getrandom"]),
    ("tenon-store", &["tokio", "reqwest", "axum", "tauri", "rand"]),
    ("tenon-sync", &["tokio", "reqwest", "axum", "tauri", "rand", "rusqlite", "postgres"]),
];

fn dependencies() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let normal = |package: &Value| {
        let all = package["dependencies"].as_array().unwrap();
        all.iter().filter(|dependency| dependency["kind"].is_null()).map(name).collect()
    };
    metadata["packages"].as_array().unwrap().iter().map(|package| (name(package), normal(package))).collect()
}

#[test]
fn arrows_point_inward() {
    let dependencies = dependencies();
    for (name, allowed) in ALLOWED {
        let ours = dependencies[*name].iter().filter(|one| one.starts_with("tenon-"));
        for dependency in ours {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
    for (name, never) in NEVER {
        for dependency in &dependencies[*name] {
            assert!(!never.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn every_crate_has_its_rule() {
    let known: Vec<&str> = ALLOWED.iter().map(|(name, _)| *name).chain(["tenon-tests"]).collect();
    for name in dependencies().keys() {
        assert!(known.contains(&name.as_str()), "say in this test what {name} may depend on");
    }
}
