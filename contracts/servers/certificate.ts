import { z } from 'zod'
import { timestamp } from '../text.ts'

const longest = 100_000
const blocks =
  /-----\s*BEGIN (?:X509 )?CERTIFICATE\s*-----([A-Za-z0-9+/=\s]+)-----\s*END (?:X509 )?CERTIFICATE\s*-----/g

/** The base64 text in lines of 64 characters, as OpenSSL wants it: a copy may be indented, or be one line. */
const pemOf = (base64: string): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(base64.replace(/\s/g, '').match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\n')

/** Without quotes, marks of a quoted mail and characters that cannot be seen; \n written out is a line end. */
const plain = (pasted: string): string =>
  pasted
    .replace(/\\r|\\n/g, '\n')
    .replace(/[\p{Default_Ignorable_Code_Point}"']/gu, '')
    .replace(/^[ \t]*[>|][> \t|]*/gm, '')

/**
 * PEM: the certificates of the authorities that a panel's own is verified by, in place of the public ones. Empty text is
 * null: the public ones. Kept are the certificates alone, without what stands between them.
 */
export const caCertificate = z
  .string({ error: 'CA Certificate must be text.' })
  .max(longest, `CA Certificate can have at most ${longest} characters.`)
  .transform((value, context) => {
    const fail = (message: string) => {
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    if (value.trim() === '') return null
    if (value.includes('PRIVATE KEY-----'))
      return fail(
        'CA Certificate must not hold a private key. Keep that secret, and paste the certificate alone.',
      )
    const found = [...plain(value).matchAll(blocks)]
    if (found.length === 0)
      return fail(
        'CA Certificate must be in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
      )
    return found.map(([, base64 = '']) => pemOf(base64)).join('')
  })
  .nullish()

/** One of them, as it is shown. */
export const trustedAuthority = z.object({
  /** E.g. "CN=Example Hosting CA, O=Example". */
  subject: z.string(),
  expiresAt: timestamp,
  /** SHA-256, in hexadecimal pairs with colons. */
  fingerprint: z.string(),
})
