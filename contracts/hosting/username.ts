import { z } from 'zod'
import { plainEmailAddress } from '../email-address.ts'
import type { TextRule } from '../panels/schemas.ts'
import { problemOfText } from '../panels/text-rule.ts'

/** The login on the panel. These rules apply to every driver. The driver's `usernameRule` adds its own. */
export const hostingUsername = z
  .string({
    error: (issue) =>
      issue.input === undefined ? 'Hosting Username is required.' : 'Hosting Username must be text.',
  })
  .trim()
  .refine((value) => value.length > 0, { error: 'Hosting Username is required.', abort: true })
  .max(255, 'Hosting Username can have at most 255 characters.')

/** The password on the panel. These rules apply to every driver. The driver's `passwordRule` adds its own. */
export const hostingPassword = z
  .string({
    error: (issue) =>
      issue.input === undefined ? 'Hosting Password is required.' : 'Hosting Password must be text.',
  })
  .refine((value) => value.length > 0, { error: 'Hosting Password is required.', abort: true })
  .max(255, 'Hosting Password can have at most 255 characters.')

// Names that panels reserve, or that attackers try first.
const reserved = new Set(
  `abuse admin administrator apache api backup bin bind cpanel daemon default dev docker dovecot exim ftp games git guest
   hostmaster http httpd irc list lp mail mailman man mysql named news nextpanel nginx nobody noreply ns null operator
   owner panel plesk postfix postgres postmaster proxy public redis root security server shutdown smtp ssh sshd ssl staff
   sudo sync sys sysadmin system tmp toor user users uucp vmail webmail webmaster www wwwdata`.split(/\s+/),
)

// Letters that have no base letter in Unicode.
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

const nameOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, (letter) => spelled[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '')
    .replace(/^[0-9]+/, '')

const longestCount = 999
const none: ReadonlySet<string> = new Set()

/**
 * Returns the suggestion for an email: `john` for `john@example.com`, `example` for `root@example.com`, and
 * the next free name if that is taken. "" if no usable character remains.
 * @param rule the driver's rule, if it is known
 * @param taken names that are known to be in use
 */
export function suggestHostingUsername(email: string, rule?: TextRule, taken = none): string {
  const [local = '', domain = ''] = plainEmailAddress(email).split('@')
  const [person, company] = [nameOf(local), nameOf(domain.split('.')[0] ?? '')]
  const longest = rule?.maxLength ?? 32
  const fits = (name: string) =>
    name !== '' && !reserved.has(name) && !taken.has(name) && !(rule && problemOfText(rule, '', name))
  const stem = [person, company, `${person}${company}`].find((name) => !reserved.has(name)) ?? ''
  if (person === '' || stem === '') return ''
  for (let count = 1; count <= longestCount; count += 1) {
    const ending = count === 1 ? '' : String(count)
    const name = `${stem.slice(0, longest - ending.length)}${ending}`
    if (fits(name)) return name
  }
  return ''
}
