import { Circle, CircleCheck, LoaderCircle } from 'lucide-react'
import type { PortalAccount, PortalProgress } from '#contracts/portal/schemas.ts'
import { words } from '../../words/index.ts'

const text = words.portal.steps

interface SetUpStepsProps {
  account: PortalAccount
  step: PortalProgress['step']
}

/** The setup progress: finished, current and next steps. */
export function SetUpSteps({ account, step }: SetUpStepsProps) {
  const names = [text.requested, text.created(account.serverName), text.verified, text.ready]
  const now = step === 'ordered' ? 0 : step === 'checking' || account.status === 'unknown' ? 2 : 1
  return (
    <ol aria-label={text.label} className="grid gap-2 px-4 pt-3 sm:grid-cols-4">
      {names.map((name, index) => {
        const Icon = index < now ? CircleCheck : index === now ? LoaderCircle : Circle
        const color = index < now ? 'text-good' : index === now ? 'text-busy animate-spin' : 'text-muted'
        return (
          <li
            key={name}
            aria-current={index === now ? 'step' : undefined}
            className={`flex items-center gap-2 ${index > now ? 'text-muted' : 'font-medium'}`}
          >
            <Icon aria-hidden className={`size-4 shrink-0 ${color}`} />
            <span className="min-w-0 wrap-anywhere">{name}</span>
            {index <= now && <span className="sr-only">({index < now ? text.done : text.now})</span>}
          </li>
        )
      })}
    </ol>
  )
}
