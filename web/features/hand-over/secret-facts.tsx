import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import type { Credentials } from '../../shared/hand-over/credentials.ts'
import { words } from '../../words/index.ts'

const text = words.handOver
const hidden = '••••••••••••'

/** The passwords, hidden until staff ask for them. */
export function SecretFacts({ credentials: { billing, hosting } }: { credentials: Credentials }) {
  const [shown, setShown] = useState(false)
  const secrets = [
    ...(billing ? [[text.password, billing.password] as const] : []),
    ...(hosting ? [[text.hostingPassword, hosting.password] as const] : []),
  ]
  if (secrets.length === 0) return null
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="flex items-center gap-2 rounded-md bg-sunken px-2.5 py-1.5 text-sm">
      <dl className="min-w-0 flex-1">
        {secrets.map(([name, secret]) => (
          <div key={name} className="flex flex-wrap gap-x-2">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 font-mono break-all">{shown ? secret : hidden}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        aria-label={shown ? text.hidePasswords : text.showPasswords}
        onClick={() => setShown(!shown)}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded text-muted hover:text-text"
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </div>
  )
}
