import { z } from 'zod'
import { timestamp } from '../text.ts'

const longest = 100_000
const blocks =
  /-----\s*BEGIN (?:X509 )?CERTIFICATE\s*-----([A-Za-z0-9+/=\s]+)-----\s*END (?:X509 )?CERTIFICATE\s*-----/g

/**
 * The base64 text in lines of 64 characters, as OpenSSL requires: a copied text may be indented, or be one
 * line.
 */
const pemOf = (base64: string): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(base64.replace(/\s/g, '').match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\n')

/** Without quotes, quote marks of an email and invisible characters. A literal \n is a line end. */
const plain = (pasted: string): string =>
  pasted
    .replace(/\\r|\\n/g, '\n')
    .replace(/[\p{Default_Ignorable_Code_Point}"']/gu, '')
    .replace(/^[ \t]*[>|][> \t|]*/gm, '')

/**
 * PEM of the authorities that verify the panel's certificate, instead of the public ones. Empty text is null:
 * the public authorities. Only the certificates are kept, without any text between them.
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
        'CA Certificate must not contain a private key. Keep the key secret, and paste only the certificate.',
      )
    const found = [...plain(value).matchAll(blocks)]
    if (found.length === 0)
      return fail(
        'CA Certificate must be in PEM format, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
      )
    return found.map(([, base64 = '']) => pemOf(base64)).join('')
  })
  .nullish()

/** One certificate, as it is shown. */
export const trustedAuthority = z.object({
  /** For example "CN=Example Hosting CA, O=Example". */
  subject: z.string(),
  expiresAt: timestamp,
  /** SHA-256, in hexadecimal pairs with colons. */
  fingerprint: z.string(),
})
