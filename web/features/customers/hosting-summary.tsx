import type { Customer } from '#contracts/customers/schemas.ts'
import type { ToneLabel } from '../../lib/tone.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.customers
const { account, derived } = words.status

type Hosting = Customer['hosting']
type State = keyof typeof text.several

/** Worst first. */
const states: readonly State[] = [
  'attention',
  'waiting',
  'creating',
  'terminating',
  'suspended',
  'notCreated',
  'active',
]

function oneLabel(state: State, hosting: Hosting): ToneLabel {
  switch (state) {
    case 'attention':
      return { label: text.needsAction, tone: 'bad' }
    case 'waiting':
      return { label: derived.waitingFor(hosting.waitingFor ?? words.hosting.server), tone: 'warn' }
    case 'creating':
      return { label: derived.creating, tone: 'busy' }
    case 'terminating':
      return { label: account.terminating, tone: 'busy' }
    case 'suspended':
      return { label: account.suspended, tone: 'warn' }
    case 'notCreated':
      return { label: derived.notCreated, tone: 'quiet' }
    case 'active':
      return { label: text.several.active(hosting.active), tone: 'good' }
  }
}

/** The status of a customer's hosting. Red only if staff must act. Null without hosting. */
export function hostingState(hosting: Hosting): ToneLabel | null {
  const present = states.filter((state) => hosting[state] > 0)
  const [worst] = present
  if (!worst) return hosting.terminated > 0 ? { label: account.terminated, tone: 'quiet' } : null
  const one = oneLabel(worst, hosting)
  if (hosting.total <= 1) return one
  return { label: present.map((state) => text.several[state](hosting[state])).join(', '), tone: one.tone }
}

interface HostingSummaryProps {
  hosting: Hosting
  /** The status without usernames. */
  brief?: boolean
}

/** Status, usernames and server of a customer's hosting, on one line or stacked in a narrow column. */
export function HostingSummary({ hosting, brief = false }: HostingSummaryProps) {
  const state = hostingState(hosting)
  if (state === null) return <span className="text-muted">{text.noHosting}</span>
  const { usernames, serverName } = hosting
  const names = usernames.join(', ')
  const accounts = serverName === null ? names : text.accountsOn(names, serverName)
  return (
    <span className="flex min-w-0 flex-col items-start gap-x-2 lg:flex-row lg:items-center">
      <span className="inline-flex max-w-full lg:shrink-0">
        {state.tone === 'good' ? state.label : <StatusBadge {...state} />}
      </span>
      {!brief && (
        <span className="max-w-full min-w-0 truncate text-sm text-muted" title={accounts}>
          <UserText>{accounts}</UserText>
        </span>
      )}
    </span>
  )
}
