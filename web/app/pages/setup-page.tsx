import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { SetupForm } from '../../features/session/setup-form.tsx'
import { api } from '../../lib/api.ts'
import { useLinkToken } from '../../lib/link-token.ts'
import { viewerQuery } from '../../shared/session/session.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { LoadError } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { Entrance } from '../shell/entrance.tsx'

export function SetupPage() {
  const token = useLinkToken()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const setup = useQuery(api.session.setupState.queryOptions())

  if (setup.isError)
    return (
      <Entrance title={words.session.setUp}>
        <LoadError error={setup.error} onRetry={() => void setup.refetch()} />
      </Entrance>
    )
  if (setup.data && !setup.data.required)
    return (
      <Entrance title={words.session.setUpAlready}>
        <p className="mb-4">{words.session.setUpAlreadyHelp}</p>
        <Link to="/login" className={buttonClass('primary')}>
          {words.common.signIn}
        </Link>
      </Entrance>
    )
  if (!token)
    return (
      <Entrance title={words.session.setUp}>
        <Notice tone="warn">{words.session.setUpIncomplete}</Notice>
      </Entrance>
    )
  return (
    <Entrance title={words.session.createFirstAdmin}>
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
