import { isLoopback } from './loopback.ts'
import type { Config } from './settings.ts'

/** Bits of a key whose characters were drawn at random with the frequencies that they have in it. */
const bitsOf = (key: string) => {
  const counts = [...key].reduce(
    (seen, char) => seen.set(char, (seen.get(char) ?? 0) + 1),
    new Map<string, number>(),
  )
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / key.length), 0)
}

const fewestBits = 90
const isWeak = (key: string) => bitsOf(key) < fewestBits || /^(.{1,16})\1+.{0,15}$/.test(key)

/**
 * Returns one line for each insecure setting: the fact, the risk, the remedy. The program starts anyway.
 * @param facts.isRoot whether the process has all privileges
 * @param facts.hasStaff whether a staff user existed before this start
 */
export function settingWarnings(
  config: Pick<Config, 'host' | 'role' | 'publicUrl' | 'trustedProxies' | 'secretKey' | 'adminPassword'>,
  facts: { readonly isRoot: boolean; readonly hasStaff: boolean },
): string[] {
  const { host, role, publicUrl, trustedProxies, secretKey, adminPassword } = config
  const servesHttp = role !== 'worker'
  const isHttps = publicUrl?.startsWith('https:') ?? false
  const warnings: [boolean, string][] = [
    [
      facts.isRoot,
      'The program runs as root. An error in it could change the whole machine. Run it as a dedicated user.',
    ],
    [
      servesHttp && !isHttps && !isLoopback(host),
      `HOST=${host} accepts plain http from other machines. Passwords and sessions can be read on the network. Put a proxy with TLS in front, and set PUBLIC_URL to its https address.`,
    ],
    [
      servesHttp && isHttps && trustedProxies.length === 0,
      'PUBLIC_URL is https, but TRUSTED_PROXIES is not set. All users then share the limit of sign-in attempts, because they have the address of the proxy. Set TRUSTED_PROXIES to the address of the proxy.',
    ],
    [
      secretKey !== undefined && isWeak(secretKey),
      'SECRET_KEY is easy to guess. A stolen copy of the database could then be decrypted. Create a key with `openssl rand -base64 32`. With the new key, credentials that the earlier one encrypted must be entered again.',
    ],
    [
      facts.hasStaff && adminPassword !== undefined,
      'ADMIN_PASSWORD is still set, but an administrator exists. Programs and logs of this machine may show the environment. Remove ADMIN_EMAIL and ADMIN_PASSWORD.',
    ],
  ]
  return warnings.filter(([applies]) => applies).map(([, text]) => text)
}
