import { z } from 'zod'

// The value never appears in a message, because it contains a password.

const formRule = 'must look like postgres://user:password@host:5432/database'

/** Characters that end the username and password of an address, unless they are escaped. */
const reserved: Readonly<Record<string, string>> = { '#': '%23', '/': '%2F', '?': '%3F' }

const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']
/**
 * The driver also verifies certificates in these modes, and prints long warnings that a later release will
 * not.
 */
const checkedModes = /([?&]sslmode=)(allow|prefer|require|verify-ca)(?=&|$)/

/**
 * A database name and settings without "@", or settings that may have one. They contain no part of a
 * password.
 */
const plainTail = /^(\/[^@/?#]*)?(\?[a-z_]+=[^#]*)?$/i

/** PostgreSQL's address, as the driver reads it without warnings. A socket is `?host=/run/postgresql`. */
export const postgresUrl = z
  .string()
  .trim()
  .transform((text, context) => {
    const problem = problemOf(text)
    if (problem === null) return normalised(text)
    context.addIssue({ code: 'custom', message: problem })
    return z.NEVER
  })

/** Spaces and unescaped percent signs have only one meaning. */
const normalised = (text: string): string => {
  const escaped = text.replace(/%(?![0-9a-f]{2})/gi, '%25').replaceAll(' ', '%20')
  return /[?&]uselibpqcompat=true/.test(escaped) ? escaped : escaped.replace(checkedModes, '$1verify-full')
}

const problemOf = (text: string): string | null => {
  const rest = /^postgres(?:ql)?:\/\/(.*)$/s.exec(text)?.[1]
  if (rest === undefined) return formRule
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  if (!plainTail.test(rest.slice(authority.length)))
    return reservedRule(
      rest.lastIndexOf('@') > authority.length ? rest.slice(0, rest.lastIndexOf('@')) : rest,
    )
  if (authority.slice(authority.lastIndexOf('@') + 1).includes(','))
    return 'must name one host; the address of the primary server or of a proxy in front of several'
  if (!canBeRead(normalised(text))) return formRule
  const mode = /[?&]sslmode=([^&]*)/.exec(rest)?.[1]
  if (mode !== undefined && !sslModes.includes(mode))
    return `has an unknown sslmode; use ${sslModes.join(', ')}`
  return null
}

const reservedRule = (login: string) => {
  const rules = Object.entries(reserved)
    .filter(([sign]) => login.includes(sign))
    .map(([sign, escaped]) => `${sign} as ${escaped}`)
  return `cannot be read: in its username and password, write ${rules.join(' and ')}`
}

/** Without a host, the driver uses the one in the settings, or the local machine. */
const parsed = (text: string): URL | null =>
  URL.parse(text) ?? URL.parse(text.replace('@/', '@localhost/').replace('@?', '@localhost?'))

/** Returns the role in an address of {@link postgresUrl}, as the driver reads it, or null if it names none. */
export const roleOf = (address: string): string | null => {
  const url = parsed(address)
  return url?.searchParams.get('user') || decodeURIComponent(url?.username ?? '') || null
}

const canBeRead = (text: string) => {
  const url = parsed(text)
  if (url === null) return false
  try {
    return [url.username, url.password, url.pathname].map(decodeURIComponent).length > 0
  } catch {
    return false
  }
}
