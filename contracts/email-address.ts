// RFC 5322 atext; letters beyond ASCII need SMTPUTF8, which few mail servers have.
const localSign = /[a-z0-9!#$%&'*+/=?^_`{|}~.-]/i
const domainSign = /[a-z0-9.-]/i
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i
const topLabel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/i
const longestLocal = 64
const longestDomain = 253

/**
 * Returns an address without the characters that a copied text adds: invisible characters, `mailto:`, a name
 * before `<...>`, quotes around it, and a separator at the end.
 */
export function plainEmailAddress(pasted: string): string {
  const visible = pasted.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '').trim()
  const inBrackets = /^[^<>]*<([^<>]*)>[\s;,.]*$/.exec(visible)?.[1] ?? visible
  const address = /^mailto:/i.test(inBrackets.trim())
    ? inBrackets.trim().slice('mailto:'.length).replace(/\?.*$/s, '')
    : inBrackets.trim()
  return withoutSeparatorsAtEnd(address)
    .replace(/^(["'“”‘’])(.*)["'“”‘’]$/s, '$2')
    .trim()
    .toLowerCase()
}

// A loop, because a regular expression takes quadratic time for a long run of separators before the end.
function withoutSeparatorsAtEnd(text: string): string {
  let end = text.length
  while (end > 0 && /[\s;,.]/.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** Returns the problem of an address as a full sentence that names the invalid character, or null. */
export function problemOfEmail(address: string, name: string): string | null {
  const [local = '', domain = '', ...more] = address.split('@')
  if (more.length === 0 && (local === '' || domain === ''))
    return `${name} is not a valid address. Write it like name@example.com.`
  if (more.length > 0)
    return /[\s;,]/.test(address)
      ? `${name} can contain only one address.`
      : `${name} contains more than one “@”. Write it like name@example.com.`
  return problemOfLocal(local, name) ?? problemOfDomain(domain, local, name)
}

function problemOfLocal(local: string, name: string): string | null {
  const odd = firstOther(local, localSign)
  if (odd !== null) return `${name} contains ${odd} before the “@”. Remove it.`
  if (local.length > longestLocal)
    return `${name} can have at most ${longestLocal} characters before the “@”.`
  if (/^\.|\.\.|\.$/.test(local))
    return `${name} has too many dots before the “@”. Each dot must be between two other characters.`
  return null
}

function problemOfDomain(domain: string, local: string, name: string): string | null {
  const ascii = asciiDomain(domain)
  if (!/^\p{ASCII}*$/u.test(domain) && ascii !== null)
    return `${name} has a domain with letters other than a to z. Write it as ${local}@${ascii}.`
  const odd = firstOther(domain, domainSign)
  if (odd !== null) return `${name} contains ${odd} after the “@”. Remove it.`
  const labels = domain.split('.')
  const isDomain =
    labels.length > 1 &&
    labels.every((part) => label.test(part)) &&
    topLabel.test(labels.at(-1) ?? '') &&
    domain.length <= longestDomain &&
    ascii !== null
  return isDomain ? null : `${name} is not a valid address. Write it like name@example.com.`
}

/** Returns the domain in its xn-- form, as mail servers use it, or null if it is not a domain name. */
function asciiDomain(domain: string): string | null {
  const host = /^[^\s/\\?#:@[\]]+$/.test(domain) ? URL.parse(`http://${domain}/`)?.hostname : undefined
  return host === undefined || host === '' ? null : host
}

/** Returns the first character that is not allowed, as a sentence shows it. */
function firstOther(text: string, allowed: RegExp): string | null {
  const other = [...text].find((sign) => !allowed.test(sign))
  if (other === undefined) return null
  return /\s/.test(other) ? 'a space' : `“${other}”`
}
