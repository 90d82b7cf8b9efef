import type { Server } from '#contracts/servers/schemas.ts'
import { formatDay } from '../../lib/format.ts'
import { words } from '../../words/index.ts'

const text = words.servers

/** The authorities that verify a server's certificate, each with name, expiry date and fingerprint. */
export function AuthorityList({ authorities }: Pick<Server, 'authorities'>) {
  if (authorities.length === 0) return text.authorityPublic
  return (
    <ul className="space-y-1.5">
      {authorities.map(({ subject, expiresAt, fingerprint }) => (
        <li key={fingerprint} className="min-w-0 wrap-anywhere">
          {subject} <span className="text-muted">{text.authorityUntil(formatDay(expiresAt))}</span>
          <code className="block font-mono text-xs text-muted">{fingerprint}</code>
        </li>
      ))}
    </ul>
  )
}
