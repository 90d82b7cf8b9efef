import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { SetupForm } from '../../features/session/setup-form.tsx'
import { api } from '../../lib/api.ts'
import { viewerQuery } from '../../lib/session.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { LoadError } from '../../ui/states.tsx'
import { Entrance } from '../shell/entrance.tsx'

export function SetupPage() {
  const { token } = useSearch({ from: '/setup' })
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const setup = useQuery(api.session.setupState.queryOptions())

  if (setup.isError)
    return (
      <Entrance title="Set up">
        <LoadError error={setup.error} onRetry={() => void setup.refetch()} />
      </Entrance>
    )
  if (setup.data && !setup.data.required)
    return (
      <Entrance title="Set up already">
        <p className="mb-4">This installation has its first admin, and the setup link no longer works.</p>
        <Link to="/login" className={buttonLook('primary')}>
          Sign in
        </Link>
      </Entrance>
    )
  if (!token)
    return (
      <Entrance title="Set up">
        <Notice tone="warn">
          The setup link is incomplete. Open the whole link that the server printed at its start.
        </Notice>
      </Entrance>
    )
  return (
    <Entrance title="Create the first admin">
      <SetupForm
        token={token}
        onDone={async () => {
          queryClient.clear()
          await queryClient.fetchQuery(viewerQuery)
          await navigate({ to: '/' })
        }}
      />
    </Entrance>
  )
}
