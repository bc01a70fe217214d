//! Statements that find many rows at once, each by its own key.
//!
//! PostgreSQL knows little of a table that has just grown: given a list, it walks all rows of a kind and holds each against
//! the list. So it is made to look every value up by itself, in one statement and thus on one journey. SQLite finds a list's
//! rows by the key, and a journey costs it nothing.

use std::fmt::Write as _;

use super::{at_once, portions};
use crate::{Connection, Engine, Error, Value};

/// `select`, whose condition goes on behind it, for each of `many` values of `column`: the arguments from `?from` on.
pub(super) fn for_each(engine: Engine, select: &str, column: &str, from: usize, many: usize) -> String {
    let numbers = from..from + many;
    match engine {
        Engine::Sqlite => {
            let places: Vec<String> = numbers.map(|at| format!("?{at}")).collect();
            format!("{select} {column} IN ({})", places.join(", "))
        }
        Engine::Postgres => {
            let places: Vec<String> = numbers.map(|at| format!("(CAST(?{at} AS TEXT))")).collect();
            format!(
                "SELECT found.* FROM (VALUES {}) AS sought (it) \
                 CROSS JOIN LATERAL ({select} {column} = sought.it OFFSET 0) AS found",
                places.join(", ")
            )
        }
    }
}

/// What is done to rows of a table.
#[derive(Clone, Copy)]
pub(super) struct Change<'s> {
    /// `UPDATE … SET …` or `DELETE FROM …`.
    pub(super) what: &'s str,
    pub(super) table: &'s str,
    /// The condition, as far as it is the same for all rows.
    pub(super) of: &'s str,
}

/// Does `change` to the rows that `columns` name.
pub(super) fn change<const C: usize>(
    conn: &mut dyn Connection,
    change: Change<'_>,
    same: &[Value],
    columns: [&str; C],
    rows: &[[Value; C]],
) -> Result<(), Error> {
    let Change { what, table, of } = change;
    let first = same.len() + 1;
    if conn.engine() == Engine::Sqlite {
        let mut sql = format!("{what} WHERE {of}");
        for (column, number) in columns.iter().zip(first..) {
            let _ = write!(sql, " AND {column} = ?{number}");
        }
        for row in rows {
            conn.execute(&sql, &args(same, std::slice::from_ref(row)))?;
        }
        return Ok(());
    }
    for rows in portions(at_once(conn.engine()), rows) {
        let mut places = String::new();
        for (at, row) in rows.iter().enumerate() {
            for (column, value) in row.iter().enumerate() {
                let before = match (at, column) {
                    (0, 0) => "(",
                    (_, 0) => "), (",
                    _ => ", ",
                };
                let of_type = if matches!(value, Value::Integer(_)) { "BIGINT" } else { "TEXT" };
                let _ = write!(places, "{before}CAST(?{} AS {of_type})", first + at * C + column);
            }
        }
        let each: Vec<String> = columns.iter().map(|column| format!("{table}.{column} = sought.{column}")).collect();
        let sql = format!(
            "{what} WHERE ctid = ANY (ARRAY(SELECT found.place FROM (VALUES {places})) AS sought ({}) CROSS JOIN LATERAL \
             (SELECT ctid AS place FROM {table} WHERE {of} AND {} OFFSET 0) AS found))",
            columns.join(", "),
            each.join(" AND ")
        );
        conn.execute(&sql, &args(same, rows))?;
    }
    Ok(())
}

/// The arguments that all rows share, and those of each.
pub(super) fn args<const C: usize>(same: &[Value], rows: &[[Value; C]]) -> Vec<Value> {
    same.iter().chain(rows.iter().flatten()).cloned().collect()
}
