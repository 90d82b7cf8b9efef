import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { lazy, useId, useState } from 'react'
import type { OwnFactors } from '#contracts/factors/schemas.ts'
import { api } from '../../../lib/api.ts'
import { readViewerAgain } from '../../../shared/session/session.ts'
import { Button } from '../../../ui/button.tsx'
import { LazyPart } from '../../../ui/lazy-part.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { LoadError, SkeletonRows } from '../../../ui/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { Time } from '../../../ui/time.tsx'
import { words } from '../../../words/index.ts'

const text = words.twoFactor
const fewCodes = 3

const SetupDialog = lazy(() =>
  import('./setup-dialog.tsx').then(({ SetupDialog }) => ({ default: SetupDialog })),
)
const NewCodesDialog = lazy(() =>
  import('./new-codes-dialog.tsx').then(({ NewCodesDialog }) => ({ default: NewCodesDialog })),
)
const TurnOffDialog = lazy(() =>
  import('./turn-off-dialog.tsx').then(({ TurnOffDialog }) => ({ default: TurnOffDialog })),
)

type Asked = 'set-up' | 'new-codes' | 'turn-off'

/** The second factors of the signed-in user. */
export function TwoFactorPanel() {
  const queryClient = useQueryClient()
  const router = useRouter()
  const factors = useQuery(api.factors.get.queryOptions())
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const firstButtonId = useId()
  const done = async () => {
    close()
    await queryClient.invalidateQueries({ queryKey: api.factors.key() })
    void queryClient.invalidateQueries({ queryKey: api.session.sessions.key() })
    // The pages that the user may open have changed if a second factor is required.
    await readViewerAgain(queryClient)
    await router.invalidate()
    // The button that opened the dialog may be gone.
    if (document.activeElement === document.body) document.getElementById(firstButtonId)?.focus()
  }
  if (!factors.data)
    return factors.isError ? (
      <LoadError error={factors.error} onRetry={() => void factors.refetch()} />
    ) : (
      <SkeletonRows rows={1} />
    )
  const dialog = { onClose: close, onDone: () => void done() }
  return (
    <div className="space-y-4 px-4 py-4">
      <State factors={factors.data} firstButtonId={firstButtonId} onAsk={setAsked} />
      <LazyPart>
        {asked === 'set-up' && <SetupDialog {...dialog} />}
        {asked === 'new-codes' && <NewCodesDialog {...dialog} />}
        {asked === 'turn-off' && <TurnOffDialog {...dialog} />}
      </LazyPart>
    </div>
  )
}

interface StateProps {
  factors: OwnFactors
  firstButtonId: string
  onAsk: (asked: Asked) => void
}

function State({ factors, firstButtonId, onAsk }: StateProps) {
  const { totp, required } = factors
  if (!totp)
    return (
      <>
        {required ? <Notice tone="warn">{text.required}</Notice> : <p className="text-muted">{text.help}</p>}
        <Button
          id={firstButtonId}
          variant={required ? 'primary' : 'secondary'}
          onClick={() => onAsk('set-up')}
        >
          {text.setUp}
        </Button>
      </>
    )
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge tone="good" label={text.on} />
        <span className="text-sm text-muted">
          {text.since} <Time iso={totp.since} />
        </span>
      </p>
      <p>{text.codesLeft(totp.recoveryCodesLeft)}</p>
      {totp.recoveryCodesLeft <= fewCodes && <Notice tone="warn">{text.fewCodes}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button id={firstButtonId} onClick={() => onAsk('new-codes')}>
          {text.newCodes}
        </Button>
        <Button onClick={() => onAsk('turn-off')}>{text.turnOff}</Button>
      </div>
    </>
  )
}
