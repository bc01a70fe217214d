//! PostgreSQL behind the trait. Blocking: it lives on a thread of its own, never in async code.

mod listener;
mod tls;

use std::collections::HashMap;
use std::time::Duration;

use ::postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use ::postgres::{Client, Config, Statement};

pub(crate) use listener::tell;
pub use listener::{Listener, News};
use tls::Tls;

use crate::{Connection, Engine, Error, Row, Value};

/// A connection to a PostgreSQL database.
pub struct Postgres {
    client: Client,
    prepared: HashMap<String, Statement>,
    broke: bool,
}

/// How long connecting to each of the addresses may take, unless the URL says otherwise.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// Every session: a commit is durable whatever the server is set to; a writer that hangs in the middle of a transaction
/// (its machine froze, its line is cut) does not hold up the others for ever; what waits for it gives up and says so.
const SESSION: &str = "
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SET idle_in_transaction_session_timeout = '20s';
    SET lock_timeout = '30s';
    SET client_min_messages = 'warning';";

fn client(url: &str) -> Result<Client, Error> {
    let (url, tls) = Tls::of(url)?;
    let mut config: Config = url.parse()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_WITHIN);
    }
    if config.get_application_name().is_none() {
        config.application_name("tenon-hq");
    }
    config.keepalives_idle(Duration::from_secs(30)).tcp_user_timeout(Duration::from_secs(30));
    let mut client = tls.connect(&mut config)?;
    client.batch_execute(SESSION)?;
    Ok(client)
}

impl Postgres {
    /// Connects to `url`, such as `postgres://user@127.0.0.1:5432/tenon`, encrypted where it says `sslmode=require` or
    /// `sslmode=verify-full` (with `sslrootcert=FILE` for authorities other than the system's).
    pub fn connect(url: &str) -> Result<Self, Error> {
        Ok(Self { client: client(url)?, prepared: HashMap::new(), broke: false })
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, ::postgres::Error> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&numbered(sql))?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Notes what no work is to blame for.
    fn note<T>(&mut self, outcome: Result<T, ::postgres::Error>) -> Result<T, Error> {
        if let Err(error) = &outcome {
            self.broke |= self.client.is_closed() || error.is_closed() || passes(error);
        }
        Ok(outcome?)
    }
}

/// Whether the same work may go through when it is done again: the server stops or starts, has no room now, or another
/// session was in the way. Classes of <https://www.postgresql.org/docs/15/errcodes-appendix.html>.
fn passes(error: &::postgres::Error) -> bool {
    // 08 connection, 40 serialization and deadlock, 53 resources, 55P03 a lock that does not come, 57P01 to 57P03 shutdown.
    let passing = ["08", "40", "53", "55P03", "57P"];
    // Without a code it never came to the server, or its answer never came back.
    error.code().is_none_or(|code| passing.iter().any(|class| code.code().starts_with(class)))
}

/// `?1` as PostgreSQL writes it: `$1`.
fn numbered(sql: &str) -> String {
    sql.replace('?', "$")
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Integer(value) if *ty == Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
            Self::Integer(value) => value.to_sql(ty, out),
            Self::Text(value) => value.to_sql(ty, out),
            Self::Bytes(value) => value.to_sql(ty, out),
            Self::Null => Ok(IsNull::Yes),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT4, Type::INT8, Type::TEXT, Type::VARCHAR, Type::BYTEA].contains(ty)
    }

    to_sql_checked!();
}

fn read(row: &::postgres::Row, at: usize) -> Result<Value, Error> {
    let ty = row.columns()[at].type_();
    Ok(match *ty {
        Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map_or(Value::Null, |value| Value::Integer(value.into())),
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map_or(Value::Null, Value::Integer),
        Type::TEXT | Type::VARCHAR => row.try_get::<_, Option<String>>(at)?.map_or(Value::Null, Value::Text),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.map_or(Value::Null, Value::Bytes),
        _ => return Err(Error::Corrupt(format!("column {at} has type {ty}; cast it to BIGINT or TEXT"))),
    })
}

impl Connection for Postgres {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, Error> {
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|value| value as _).collect();
        let done = self.prepare(sql).and_then(|statement| self.client.execute(&statement, &args));
        self.note(done)
    }

    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, Error> {
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|value| value as _).collect();
        let rows = self.prepare(sql).and_then(|statement| self.client.query(&statement, &args));
        let rows = self.note(rows)?;
        rows.iter().map(|row| (0..row.len()).map(|at| read(row, at)).collect::<Result<_, _>>().map(Row)).collect()
    }

    fn script(&mut self, sql: &str) -> Result<(), Error> {
        let done = self.client.batch_execute(sql);
        self.note(done)
    }

    fn broke(&mut self) -> bool {
        std::mem::take(&mut self.broke) || self.client.is_closed()
    }
}
