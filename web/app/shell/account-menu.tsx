import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, UserRound } from 'lucide-react'
import type { Viewer } from '#contracts/session/schemas.ts'
import { handOver } from '../../features/hand-over/store.ts'
import { dropAllDrafts } from '../../lib/draft.ts'
import { explain } from '../../lib/problem.ts'
import { signOut, viewerQuery } from '../../shared/session/session.ts'
import { iconLook } from '../../ui/icon-look.ts'
import { Menu } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.ts'
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
    // Nothing of this person's stays behind for the next one at this screen.
    queryClient.clear()
    dropAllDrafts()
    handOver.clear()
    queryClient.setQueryData(viewerQuery.queryKey, null)
    await navigate({ to: '/login' })
  }

  return (
    <Menu
      label={words.shell.yourAccount}
      className={iconLook}
      header={
        <>
          <span className="block truncate font-medium" dir="auto">
            {viewer.name}
          </span>
          <span className="block truncate text-sm text-muted">{viewer.email}</span>
        </>
      }
      items={[{ label: words.shell.signOut, Icon: LogOut, onSelect: () => void leave() }]}
    >
      <UserRound aria-hidden className="size-4" />
    </Menu>
  )
}
