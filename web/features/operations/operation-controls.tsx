import { lazy, type ReactNode, useState } from 'react'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { reportAction } from '../../shared/hand-over/acted-on.ts'
import { useAccountChanged } from '../../shared/hosting/use-account-changed.ts'
import { mayAdopt, mayCancel, mayDismiss, mayRetry } from '../../shared/operations/states.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { words } from '../../words/index.ts'
import { copyDiagnostics } from './copy-diagnostics.ts'
import { type Fix, fixesOf } from './fixes.ts'
import { useDismiss } from './use-dismiss.ts'

const AdoptDialog = lazy(() =>
  import('./adopt-dialog.tsx').then(({ AdoptDialog }) => ({ default: AdoptDialog })),
)
const CancelDialog = lazy(() =>
  import('./cancel-dialog.tsx').then(({ CancelDialog }) => ({ default: CancelDialog })),
)
const RetryDialog = lazy(() =>
  import('./retry-dialog.tsx').then(({ RetryDialog }) => ({ default: RetryDialog })),
)
const text = words.operations

export interface Controls {
  /** The remedies as buttons, the most likely one first. */
  readonly fixes: ReactNode
  readonly menu: readonly MenuItem[]
}

interface OperationControlsProps {
  operation: OperationSummary
  /** Only the first remedy, for a row of a list. */
  only?: 'first'
  children: (controls: Controls) => ReactNode
}

/** All actions on an operation: on its page, on its account's card and in lists. */
export function OperationControls({ operation, only, children }: OperationControlsProps) {
  const [open, setOpen] = useState<'retry' | 'adopt' | 'cancel' | null>(null)
  const changed = useAccountChanged()
  const dismiss = useDismiss(operation)
  const may = useMay()
  const mayWrite = may('operations.write')
  // A retry of a termination deletes the account.
  const mayRetryIt = mayWrite && (operation.kind !== 'terminate' || may('hosting.terminate'))
  const fixes = mayRetryIt ? fixesOf(operation).slice(0, only && 1) : []
  const close = () => setOpen(null)
  const show = (reached: AccountAndOperation, password?: string) => {
    reportAction({ operationId: operation.id, reached, password })
    return changed(reached)
  }
  const closeAfter = (reached: AccountAndOperation, password?: string) => {
    close()
    void show(reached, password)
  }
  const offersRetry = fixes.some(({ kind }) => kind === 'retry')
  const offersAdopt = fixes.some(({ kind }) => kind === 'adopt')
  const menu: MenuItem[] = [
    ...(mayRetryIt && mayRetry(operation) && !offersRetry
      ? [{ label: text.retry, onSelect: () => setOpen('retry') }]
      : []),
    ...(mayWrite && mayAdopt(operation) && !offersAdopt
      ? [{ label: text.adopt, onSelect: () => setOpen('adopt') }]
      : []),
    ...(mayWrite && mayDismiss(operation) ? [{ label: text.dismiss, onSelect: () => void dismiss() }] : []),
    ...(mayWrite && mayCancel(operation)
      ? [{ label: text.cancelOne, onSelect: () => setOpen('cancel') }]
      : []),
    { label: text.copyDiagnostics, onSelect: () => void copyDiagnostics(operation.id) },
  ]
  return (
    <>
      {children({
        fixes: <FixButtons fixes={fixes} loud={operation.needsAction && !only} onFix={setOpen} />,
        menu,
      })}
      <LazyPart>
        {open === 'retry' && <RetryDialog operation={operation} onClose={close} onRetried={closeAfter} />}
        {open === 'adopt' && <AdoptDialog operation={operation} onClose={close} onAdopted={closeAfter} />}
        {open === 'cancel' && <CancelDialog operation={operation} onClose={close} onCancelled={show} />}
      </LazyPart>
    </>
  )
}

interface FixButtonsProps {
  fixes: readonly Fix[]
  /** The first one is the primary button, except in lists. */
  loud: boolean
  onFix: (kind: 'retry' | 'adopt') => void
}

function FixButtons({ fixes, loud, onFix }: FixButtonsProps) {
  return fixes.map(({ kind, label }, index) => (
    <Button
      key={kind}
      size="sm"
      variant={index === 0 && loud ? 'primary' : 'secondary'}
      onClick={() => onFix(kind)}
    >
      {label}
    </Button>
  ))
}
