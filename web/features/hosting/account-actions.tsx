import { type ReactNode, useId, useState } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import {
  mayConfirmDeletion,
  maySuspend,
  mayTerminate,
  mayUnsuspend,
  needsAction,
} from '../../shared/hosting/states.ts'
import { useMay } from '../../shared/session/may.tsx'
import { ActionGroup } from '../../ui/action-group.tsx'
import { Button } from '../../ui/button.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { MoreMenu } from '../../ui/more-menu.tsx'
import { words } from '../../words/index.ts'
import { SuspendDialog } from './suspend-dialog.tsx'
import { TerminateDialog } from './terminate-dialog.tsx'
import { UnsuspendDialog } from './unsuspend-dialog.tsx'
import { useSuspension } from './use-suspension.ts'
import { whyUnsupported } from './why-unsupported.ts'

type Action = 'suspend' | 'unsuspend' | 'terminate'

/** The controls that another feature offers for the account's latest operation. */
export interface AccountControls {
  readonly fixes: ReactNode
  readonly menu: readonly MenuItem[]
}

interface AccountActionsProps {
  account: HostingAccount
  /** The panel of the account's server. Undefined until it is loaded. */
  panel: PanelDescription | undefined
  controls: AccountControls
  /** Shown before the actions. */
  children?: ReactNode
}

/**
 * While the account needs action, its remedies are buttons and all other actions are in the menu. An action that
 * the panel does not support is disabled, with the reason.
 */
export function AccountActions({ account, panel, controls, children }: AccountActionsProps) {
  const [open, setOpen] = useState<Action | null>(null)
  const { unsuspend, unsuspending } = useSuspension(account)
  const reasonId = useId()
  const may = useMay()
  const close = () => setOpen(null)
  // Suspending asks for a reason; unsuspending asks only which of several.
  const begin = (action: Action) =>
    action === 'unsuspend' && account.suspendReasons.length === 1
      ? void unsuspend(account.suspendReasons[0] ?? 'staff')
      : setOpen(action)
  const offered: Action[] = [
    ...(mayUnsuspend(account) ? (['unsuspend'] as const) : []),
    ...(maySuspend(account) && account.status === 'active' ? (['suspend'] as const) : []),
    ...(mayTerminate(account) ? (['terminate'] as const) : []),
  ].filter((action) => may(action === 'terminate' ? 'hosting.terminate' : 'hosting.suspend'))
  const reasonOf = (action: Action) => whyUnsupported(panel, action)
  const inMenu = needsAction(account)
  const blocked = inMenu ? [] : offered.filter((action) => reasonOf(action) !== null)
  const menu = (
    <MoreMenu
      label={words.operations.moreActions(account.username)}
      items={[
        ...controls.menu,
        ...(inMenu
          ? offered.map((action) => ({
              label: words.hosting[action],
              danger: action === 'terminate',
              disabledBecause: reasonOf(action),
              onSelect: () => begin(action),
            }))
          : []),
      ]}
    />
  )
  return (
    <ActionGroup menu={menu} className="ml-auto sm:justify-end">
      {children}
      {controls.fixes}
      {!inMenu &&
        offered.map((action) => (
          <Button
            // One element for both, so that it keeps the focus when one replaces the other.
            key={action === 'terminate' ? action : 'suspension'}
            size="sm"
            blocked={reasonOf(action) !== null || (action === 'unsuspend' && unsuspending)}
            aria-describedby={reasonOf(action) === null ? undefined : `${reasonId}-${action}`}
            onClick={() => begin(action)}
          >
            {words.hosting[action]}
          </Button>
        ))}
      {mayConfirmDeletion(account) && may('hosting.terminate') && (
        <Button size="sm" onClick={() => setOpen('terminate')}>
          {words.hosting.confirmDeletion}
        </Button>
      )}
      {blocked.length > 0 && (
        <ul className="order-last w-full text-sm text-muted sm:text-right">
          {blocked.map((action) => (
            <li key={action}>
              {words.hosting[action]}: <span id={`${reasonId}-${action}`}>{reasonOf(action)}</span>
            </li>
          ))}
        </ul>
      )}
      {open === 'suspend' && <SuspendDialog account={account} onClose={close} />}
      {open === 'unsuspend' && <UnsuspendDialog account={account} onClose={close} />}
      {open === 'terminate' && <TerminateDialog account={account} onClose={close} />}
    </ActionGroup>
  )
}
