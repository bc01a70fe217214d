//! What a scope's members are sent.

use tenon_domain::Scope;

use crate::{Connection, Error, Value};

/// A row's membership of a scope as it stands after commit `n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The kind, as text: a tablet may know fewer kinds than HQ.
    pub kind: String,
    /// The row's identifier.
    pub id: String,
    /// The commit that wrote it last.
    pub n: i64,
    /// The row's body; none: it left the scope.
    pub body: Option<String>,
}

/// Members of `scope` that changed after commit `after`, oldest change first, in whole commits: about `limit` rows, or
/// as many as the first commit has. Tombstones are left out where `after` is 0: a newcomer has nothing to bury.
pub fn members_after(conn: &mut dyn Connection, scope: Scope, after: i64, limit: usize) -> Result<Vec<Member>, Error> {
    let select = "SELECT m.kind, m.id, m.n, CASE WHEN m.gone = 0 THEN e.body END FROM memberships m \
                  LEFT JOIN entities e ON e.kind = m.kind AND e.id = m.id";
    let scope = Value::from(scope.to_string());
    let sql = format!(
        "{select} WHERE m.scope = ?1 AND m.n > ?2 AND (m.gone = 0 OR CAST(?2 AS BIGINT) > 0) \
         ORDER BY m.n, m.kind, m.id LIMIT ?3"
    );
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut members = read(conn, &sql, &[scope.clone(), after.into(), most.into()])?;
    if members.len() <= limit {
        return Ok(members);
    }
    let cut = members[limit].n;
    if members[0].n < cut {
        members.retain(|member| member.n < cut);
        return Ok(members);
    }
    let sql = format!(
        "{select} WHERE m.scope = ?1 AND m.n = ?2 AND (m.gone = 0 OR CAST(?3 AS BIGINT) > 0) ORDER BY m.n, m.kind, m.id"
    );
    read(conn, &sql, &[scope, cut.into(), after.into()])
}

fn read(conn: &mut dyn Connection, sql: &str, args: &[Value]) -> Result<Vec<Member>, Error> {
    let rows = conn.query(sql, args)?;
    let member = |row: &crate::Row| {
        Ok(Member {
            kind: row.text(0)?.to_owned(),
            id: row.text(1)?.to_owned(),
            n: row.integer(2)?,
            body: row.maybe_text(3)?.map(str::to_owned),
        })
    };
    rows.iter().map(member).collect()
}
