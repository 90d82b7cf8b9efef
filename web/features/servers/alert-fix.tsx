import { useQueryClient } from '@tanstack/react-query'
import { lazy, useState } from 'react'
import type { Alert } from '#contracts/alerts/schemas.ts'
import { api } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { needsNewKey } from '../../shared/alerts/alert-words.ts'
import { May } from '../../shared/session/may.tsx'
import { Button, type ButtonVariant } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { connectionFailure } from './connection-failure.ts'
import { useServerActions } from './use-server-actions.ts'
import { useServerList } from './use-server-list.ts'

const RotateKeyDialog = lazy(() =>
  import('./rotate-key-dialog.tsx').then(({ RotateKeyDialog }) => ({ default: RotateKeyDialog })),
)
const text = words.servers

interface AlertFixProps {
  alert: Alert
  variant?: ButtonVariant
}

/** The button that fixes the cause of an alert, on every page that shows the alert. */
export function AlertFix({ alert, variant = 'secondary' }: AlertFixProps) {
  const { serverId } = alert
  // A webhook endpoint is enabled on its page.
  if (serverId === null) return null
  return needsNewKey(alert) ? (
    <May permission="servers.connect">
      <EnterKey serverId={serverId} variant={variant} />
    </May>
  ) : (
    <May permission="servers.write">
      <TestAgain serverId={serverId} variant={variant} />
    </May>
  )
}

interface FixProps {
  serverId: string
  variant: ButtonVariant
}

function EnterKey({ serverId, variant }: FixProps) {
  const servers = useServerList()
  const refresh = useRefresh(serverId)
  const [open, setOpen] = useState(false)
  const server = servers.data?.items.find(({ id }) => id === serverId)
  return (
    <>
      <Button size="sm" variant={variant} blocked={!server} onClick={() => setOpen(true)}>
        {text.enterKey}
      </Button>
      <LazyPart>
        {open && server && (
          <RotateKeyDialog
            server={server}
            onClose={() => setOpen(false)}
            onRotated={(_, test) => {
              setOpen(false)
              if (test.ok) toast.success(text.rotated)
              else toast.error(text.rotatedAnyway)
              refresh()
            }}
          />
        )}
      </LazyPart>
    </>
  )
}

function TestAgain({ serverId, variant }: FixProps) {
  const { test } = useServerActions(serverId)
  const refresh = useRefresh(serverId)
  const [testing, setTesting] = useState(false)
  const run = async () => {
    setTesting(true)
    try {
      const { ok, checks } = await test()
      if (ok) toast.success(text.testPassed)
      else toast.error(connectionFailure(checks))
    } catch (error) {
      toast.error(explain(error))
    } finally {
      setTesting(false)
      refresh()
    }
  }
  return (
    <Button size="sm" variant={variant} blocked={testing} onClick={() => void run()}>
      {testing ? text.testing : text.test}
    </Button>
  )
}

/** Refetches the alerts and operations, which may have changed. */
function useRefresh(serverId: string) {
  const queryClient = useQueryClient()
  const { refresh } = useServerActions(serverId)
  return () => {
    void refresh()
    void queryClient.invalidateQueries({ queryKey: api.alerts.key() })
    void queryClient.invalidateQueries({ queryKey: api.operations.key() })
  }
}
