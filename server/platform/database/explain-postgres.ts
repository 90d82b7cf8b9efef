import { isDatabaseUnavailable } from './failures.ts'
import { DatabaseStartError } from './start-error.ts'

/** Parameters that a connection pooler must ignore, because this program sets them for each connection. */
const ownParameters = 'extra_float_digits,options,statement_timeout,idle_in_transaction_session_timeout'

const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /unsupported startup parameter/,
    `DATABASE_URL points to a connection pooler, such as PgBouncer, that refuses the parameters of this program. Connect directly to PostgreSQL, or set pool_mode = session and ignore_startup_parameters = ${ownParameters} in the pooler.`,
  ],
  [
    /password must be a (non-empty )?string/,
    'PostgreSQL requires a password, and DATABASE_URL has none. Add it: postgres://user:password@host:5432/database.',
  ],
  [
    /^28P01 |no such user|password authentication failed|auth(entication)? failed/,
    'PostgreSQL refused this user: the username or the password in DATABASE_URL is wrong.',
  ],
  [
    /^28000 [\s\S]*no (encryption|SSL)/,
    'PostgreSQL refuses connections without TLS. Add ?sslmode=require to DATABASE_URL.',
  ],
  [
    /^28/,
    'PostgreSQL refused this user. Check the username in DATABASE_URL, and that pg_hba.conf allows it to connect from this machine.',
  ],
  [
    /^3D000 |no such database/,
    'PostgreSQL does not have the database that DATABASE_URL names. Create it, or correct the name.',
  ],
  [
    /^42501 /,
    'This user does not have enough privileges. The user in DATABASE_URL must own the database, or be allowed to connect and to create schemas in it.',
  ],
  [
    /does not support SSL/,
    'DATABASE_URL requires TLS (sslmode), but PostgreSQL does not offer it. Turn on ssl in PostgreSQL. In a trusted network, set sslmode=disable.',
  ],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+) /,
    "PostgreSQL's certificate is not signed by a known authority. Add sslrootcert=/path/to/ca.pem to DATABASE_URL; sslmode=no-verify connects without checking the certificate.",
  ],
  [/^CERT_HAS_EXPIRED /, "PostgreSQL's certificate has expired. Renew it."],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID /,
    "PostgreSQL's certificate is for a different host name than the one in DATABASE_URL. Use the name in the certificate; sslmode=no-verify connects without checking it.",
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
 * Returns a connection error as one sentence with the remedy. It contains no part of the driver's message: if
 * a password has unescaped characters, the driver may take a part of it for a host, a port or a database, and
 * name it.
 */
export const explainPostgres = (cause: unknown): DatabaseStartError => {
  const error = cause instanceof Error ? cause : new Error('no reason given')
  const known = sentences.find(([pattern]) => pattern.test(textOf(error)))
  if (known) return new DatabaseStartError(known[1], { cause })
  const code = codeOf(error) || (isDatabaseUnavailable(error) ? 'no response in time' : error.name)
  return new DatabaseStartError(
    `PostgreSQL does not respond at the address in DATABASE_URL (${code}). Check host and port, and that PostgreSQL runs.`,
    { cause },
  )
}
