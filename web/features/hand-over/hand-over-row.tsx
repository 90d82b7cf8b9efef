import { Link } from '@tanstack/react-router'
import { Check, ChevronRight, Copy, X } from 'lucide-react'
import { messages } from '#contracts/hosting/messages.ts'
import { copyText } from '../../lib/copy-text.ts'
import type { Tone } from '../../lib/tone.ts'
import { CopyButton } from '../../shared/hand-over/copy-button.tsx'
import { hasSecrets } from '../../shared/hand-over/credentials.ts'
import { SoldLine } from '../../shared/hand-over/sold-line.tsx'
import { isUnderWay } from '../../shared/operations/states.ts'
import { classNames } from '../../ui/class-names.ts'
import { iconClass } from '../../ui/icon-class.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { toast } from '../../ui/toast.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { entryText } from './hand-over-text.ts'
import { PasswordLinkBox } from './password-link.tsx'
import { SecretFacts } from './secret-facts.tsx'
import { type HandOverEntry, handOver, isUncopied } from './store.ts'

const text = words.handOver
const linkClass = 'font-medium text-accent-text underline'

const toneOf = ({ hosting }: HandOverEntry): 'good' | 'busy' | 'warn' => {
  if (!hosting || hosting.operation.status === 'succeeded') return 'good'
  return isUnderWay(hosting.operation.status) ? 'busy' : 'warn'
}
const nextWords = { good: text.nextAfterSuccess, busy: text.nextUnderWay, warn: text.nextAfterFailure }

function badgeOf(entry: HandOverEntry): { label: string; tone: Tone } {
  const tone = toneOf(entry)
  if (tone === 'busy') return { label: text.underWay, tone }
  if (tone === 'warn') return { label: text.failed, tone }
  return { label: entry.hosting ? text.ready : text.created, tone }
}

interface HandOverRowProps {
  entry: HandOverEntry
  expanded: boolean
  onToggle: () => void
}

/** One customer with the result and the credentials. */
export function HandOverRow({ entry, expanded, onToggle }: HandOverRowProps) {
  const { key, customer, hosting, message } = entry
  const failed = toneOf(entry) === 'warn'
  const open = expanded || failed
  return (
    <li className="px-3.5 py-2">
      <div className="flex items-center gap-1">
        <button
          type="button"
          aria-expanded={expanded}
          onClick={onToggle}
          className="flex min-w-0 flex-1 items-center gap-1.5 rounded text-left"
        >
          <ChevronRight
            aria-hidden
            className={classNames('size-4 shrink-0 text-muted', expanded && 'rotate-90')}
          />
          <span className="min-w-0">
            <span className="block truncate font-medium">
              <UserText>{customer.fullName}</UserText>
            </span>
            <span className="block truncate text-sm text-muted">
              <UserText>{customer.email}</UserText>
            </span>
          </span>
        </button>
        <StatusBadge {...badgeOf(entry)} />
        <RowCopy entry={entry} />
        <button
          type="button"
          aria-label={text.dismissOf(customer.fullName)}
          onClick={() => void handOver.dismiss([key])}
          className={classNames(iconClass, 'size-8')}
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      {hosting && (
        <dl className="mt-0.5 flex flex-wrap gap-x-4 pl-5.5 text-sm">
          <Fact name={text.username} value={hosting.account.username} />
          <Fact name={text.server} value={hosting.account.serverName} />
          {hosting.account.panelUserId !== null && (
            <Fact name={text.panelUserId} value={hosting.account.panelUserId} />
          )}
        </dl>
      )}
      {entry.sold && !open && (
        <div className="mt-0.5 pl-5.5 text-sm wrap-anywhere">
          <SoldLine sold={entry.sold} />
        </div>
      )}
      {open && (
        <div className="mt-1.5 space-y-1.5 pl-5.5 wrap-anywhere">
          <p className="font-medium">
            <UserText>{message}</UserText>
          </p>
          {entry.sold && <SoldLine sold={entry.sold} />}
          {failed && entry.newCustomer && <p>{messages.provisionLater}</p>}
          {expanded && <Details entry={entry} />}
        </div>
      )}
    </li>
  )
}

function Details({ entry }: { entry: HandOverEntry }) {
  const { key, customer, hosting, credentials, passwordLink } = entry
  const tone = toneOf(entry)
  const copied = () => handOver.markCopied([key])
  return (
    <>
      <p className="text-sm text-muted">
        {entry.sold?.hostingWaits ? words.subscriptions.sold.nextWaits : nextWords[tone]}
      </p>
      {passwordLink && <PasswordLinkBox link={passwordLink} onCopied={copied} />}
      {entry.withdrawn && <p className="text-sm text-warn">{text.replacedElsewhere}</p>}
      <SecretFacts credentials={credentials} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {(credentials.billing || credentials.hosting) && (
          <CopyButton
            label={
              credentials.billing && credentials.hosting
                ? words.onboarding.copyBoth
                : words.onboarding.copyLogin
            }
            text={entryText(entry)}
            copied={words.onboarding.credentialsCopied}
            onCopied={copied}
          />
        )}
        <Link
          to={hosting ? '/customers/$customerId/hosting' : '/customers/$customerId'}
          params={{ customerId: customer.id }}
          className={linkClass}
        >
          {text.openCustomer}
        </Link>
        {hosting && (
          <Link
            to="/operations/$operationId"
            params={{ operationId: hosting.operation.id }}
            className={linkClass}
          >
            {tone === 'busy' ? text.followTimeline : text.seeTimeline}
          </Link>
        )}
      </div>
    </>
  )
}

function RowCopy({ entry }: { entry: HandOverEntry }) {
  if (!hasSecrets(entry.credentials)) return null
  const copy = async (button: HTMLElement) => {
    if (!(await copyText(entryText(entry) ?? '', button))) return toast.error(words.common.copyRefused)
    handOver.markCopied([entry.key])
    toast.success(words.onboarding.credentialsCopied)
  }
  const Icon = isUncopied(entry) ? Copy : Check
  return (
    <button
      type="button"
      aria-label={text.copyOf(entry.customer.fullName)}
      title={isUncopied(entry) ? undefined : text.copied}
      onClick={({ currentTarget }) => void copy(currentTarget)}
      className={classNames(iconClass, 'size-8', !isUncopied(entry) && 'text-good')}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  )
}

function Fact({ name, value }: { name: string; value: string | number }) {
  return (
    <div className="flex min-w-0 gap-1.5">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">
        <UserText>{value}</UserText>
      </dd>
    </div>
  )
}
