import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, UserRound } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { toast } from 'sonner'
import type { Viewer } from '#contracts/session.ts'
import { explain } from '../../lib/problem.ts'
import { signOut, viewerQuery } from '../../lib/session.ts'
import { iconLook } from '../../ui/icon-look.ts'
import { menuItemLook, menuLook } from '../../ui/menu-look.ts'
import { words } from '../../words/index.ts'

export function AccountMenu({ viewer }: { viewer: Viewer }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()

  const leave = async () => {
    try {
      await signOut()
    } catch (error) {
      toast.error(explain(error))
      return
    }
    // Nothing of this person's stays behind for the next one at this screen.
    queryClient.clear()
    queryClient.setQueryData(viewerQuery.queryKey, null)
    await navigate({ to: '/login' })
  }

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger aria-label={words.shell.yourAccount} className={iconLook}>
        <UserRound aria-hidden className="size-4" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end" sideOffset={4} className={menuLook}>
        <DropdownMenu.Label className="max-w-64 px-2.5 py-1.5">
          <span className="block truncate font-medium" dir="auto">
            {viewer.name}
          </span>
          <span className="block truncate text-sm text-muted">{viewer.email}</span>
        </DropdownMenu.Label>
        <DropdownMenu.Item className={menuItemLook} onSelect={leave}>
          <LogOut aria-hidden className="size-4" />
          {words.shell.signOut}
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
