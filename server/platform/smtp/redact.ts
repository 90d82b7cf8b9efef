const longest = 200
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu
// Set-password tokens have 43 characters. A server that quotes the message must not put a link on a page.
const tokenLike = /[\w-]{40,}/g

/** Returns a reply of a mail server as one short line, without credentials, links or tokens. */
export function redactReply(
  reply: string,
  login: { readonly username: string; readonly password: string } | null,
): string {
  const one = reply.slice(0, 2000).toWellFormed().replace(invisible, ' ').trim()
  const secrets = login ? spellings(login) : []
  const without = secrets.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), one)
  const clean = without
    .replace(/https?:\/\/\S+/gi, '[link]')
    .replace(tokenLike, '[redacted]')
    .replace(/\s+/g, ' ')
    .replace(/[\s.]+$/, '')
  return clean.length > longest ? `${clean.slice(0, longest).toWellFormed()}…` : clean
}

/** The password as it is, and as the authentication methods send it. */
function spellings({ username, password }: { username: string; password: string }): string[] {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return [
    password,
    base64(password),
    base64(`\0${username}\0${password}`),
    encodeURIComponent(password),
  ].filter((text) => text.length >= 4)
}
