import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  Activity,
  BellRing,
  KeyRound,
  LifeBuoy,
  LogOut,
  Mail,
  Percent,
  ScrollText,
  UserRound,
  UsersRound,
  Webhook,
} from 'lucide-react'
import type { Viewer } from '#contracts/session/schemas.ts'
import { handOver } from '../../features/hand-over/store.ts'
import { explain } from '../../lib/problem.ts'
import { forgetSession, signOut } from '../../shared/session/session.ts'
import { iconClass } from '../../ui/icon-class.ts'
import { Menu } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

export function AccountMenu({ viewer }: { viewer: Viewer }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()

  const leave = async () => {
    if (!(await handOver.mayLoseAll())) return
    try {
      await signOut()
    } catch (error) {
      toast.error(explain(error))
      return
    }
    forgetSession(queryClient)
    handOver.clear()
    await navigate({ to: '/login' })
  }

  return (
    <Menu
      label={words.shell.yourAccount}
      className={iconClass}
      header={
        <>
          <span className="block font-medium">
            <UserText truncate>{viewer.name}</UserText>
          </span>
          <span className="block text-sm text-muted">
            <UserText truncate>{viewer.email}</UserText>
          </span>
        </>
      }
      items={[
        ...(viewer.role === 'customer'
          ? []
          : [
              {
                label: words.shell.yourAccount,
                Icon: UserRound,
                onSelect: () => void navigate({ to: '/account' }),
              },
              ...(viewer.permissions.includes('team.read')
                ? [
                    {
                      label: words.shell.team,
                      Icon: UsersRound,
                      onSelect: () => void navigate({ to: '/team' }),
                    },
                  ]
                : []),
              ...(viewer.permissions.includes('api-tokens.write')
                ? [
                    {
                      label: words.shell.apiTokens,
                      Icon: KeyRound,
                      onSelect: () => void navigate({ to: '/settings/api-tokens' }),
                    },
                  ]
                : []),
              ...(viewer.permissions.includes('webhooks.write')
                ? [
                    {
                      label: words.shell.webhooks,
                      Icon: Webhook,
                      onSelect: () => void navigate({ to: '/settings/webhooks' }),
                    },
                  ]
                : []),
              ...(viewer.permissions.includes('billing.read')
                ? [
                    {
                      label: words.shell.dunning,
                      Icon: BellRing,
                      onSelect: () => void navigate({ to: '/dunning' }),
                    },
                    {
                      label: words.shell.billingSettings,
                      Icon: Percent,
                      onSelect: () => void navigate({ to: '/settings/billing' }),
                    },
                  ]
                : []),
              {
                label: words.shell.mail,
                Icon: Mail,
                onSelect: () => void navigate({ to: '/mail' }),
              },
              {
                label: words.shell.status,
                Icon: Activity,
                onSelect: () => void navigate({ to: '/settings/status' }),
              },
              {
                label: words.shell.audit,
                Icon: ScrollText,
                onSelect: () => void navigate({ to: '/audit' }),
              },
              {
                label: words.shell.help,
                Icon: LifeBuoy,
                // The documentation is a site of its own. The page stays open beside it.
                onSelect: () => void window.open('/help/', '_blank', 'noopener'),
              },
            ]),
        { label: words.shell.signOut, Icon: LogOut, onSelect: () => void leave() },
      ]}
    >
      <UserRound aria-hidden className="size-4" />
    </Menu>
  )
}
