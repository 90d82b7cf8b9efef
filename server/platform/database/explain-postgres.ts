import { isDatabaseUnavailable } from './failures.ts'
import { DatabaseStartError } from './start-error.ts'

/** What a connection pooler must ignore, because this program sets it for each connection. */
const ownParameters = 'extra_float_digits,options,statement_timeout,idle_in_transaction_session_timeout'

const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /unsupported startup parameter/,
    `DATABASE_URL leads to a connection pooler, such as PgBouncer, that refuses the parameters of this program. Connect to PostgreSQL itself; or set pool_mode = session and ignore_startup_parameters = ${ownParameters} in the pooler.`,
  ],
  [
    /password must be a (non-empty )?string/,
    'PostgreSQL asks for a password, and DATABASE_URL has none. Add it: postgres://user:password@host:5432/database.',
  ],
  [
    /^28P01 |no such user|password authentication failed|auth(entication)? failed/,
    'PostgreSQL refuses this user: the user name or the password in DATABASE_URL is wrong.',
  ],
  [
    /^28000 [\s\S]*no (encryption|SSL)/,
    'PostgreSQL refuses connections without TLS. Add ?sslmode=require to DATABASE_URL.',
  ],
  [
    /^28/,
    'PostgreSQL refuses this user. Check the user name in DATABASE_URL, and that pg_hba.conf allows it to connect from this machine.',
  ],
  [
    /^3D000 |no such database/,
    'PostgreSQL has no database of the name that DATABASE_URL ends with. Create it, or correct the name.',
  ],
  [
    /^42501 /,
    'PostgreSQL does not give this user enough rights. The user in DATABASE_URL must own the database, or be allowed to connect and to create schemas in it.',
  ],
  [
    /does not support SSL/,
    'DATABASE_URL asks for TLS (sslmode), and PostgreSQL does not offer it. Turn on ssl in PostgreSQL; in a trusted network, set sslmode=disable.',
  ],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+) /,
    "PostgreSQL's certificate is not signed by a known authority. Add sslrootcert=/path/to/ca.pem to DATABASE_URL; sslmode=no-verify connects without checking the certificate.",
  ],
  [/^CERT_HAS_EXPIRED /, "PostgreSQL's certificate has expired. Renew it."],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID /,
    "PostgreSQL's certificate is for another host name than the one in DATABASE_URL. Use the name in the certificate; sslmode=no-verify connects without checking it.",
  ],
  [
    /^(ENOENT|EACCES) .*open /,
    'A file that DATABASE_URL names (sslrootcert, sslcert or sslkey) cannot be read. Correct its path, or let this user read it.',
  ],
  [
    /^(ENOENT|EACCES) /,
    'PostgreSQL has no socket at the path that DATABASE_URL names as host, or this user may not use it. Correct the path, and check that PostgreSQL runs.',
  ],
  [/^57P03 /, 'PostgreSQL is starting up or shutting down. Start this program again in a moment.'],
  [/^53300 /, 'PostgreSQL has no free connection. Raise max_connections, or end other programs that use it.'],
  [/^(ENOTFOUND|EAI_AGAIN) /, 'The host name in DATABASE_URL is not known. Correct it, or check DNS.'],
]

/** The code and the message in one text, for the patterns above. */
const textOf = (error: Error) => `${codeOf(error)} ${error.message}`

const codeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : '')

/**
 * A failure to connect, in one sentence that says what to do. Nothing of the driver's message is in it: a password
 * with raw signs is taken for a host, a port or a database, and such messages name them.
 */
export const explainPostgres = (cause: unknown): DatabaseStartError => {
  const error = cause instanceof Error ? cause : new Error('no reason given')
  const known = sentences.find(([pattern]) => pattern.test(textOf(error)))
  if (known) return new DatabaseStartError(known[1], { cause })
  const code = codeOf(error) || (isDatabaseUnavailable(error) ? 'no answer in time' : error.name)
  return new DatabaseStartError(
    `PostgreSQL does not answer at the address that DATABASE_URL names (${code}). Check host and port, and that PostgreSQL runs.`,
    { cause },
  )
}
