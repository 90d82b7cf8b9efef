import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { LoginForm } from '../../features/session/login-form.tsx'
import { api } from '../../lib/api.ts'
import { viewerQuery } from '../../shared/session/session.ts'
import { Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import { safeNext } from '../search-params.ts'
import { Entrance } from '../shell/entrance.tsx'

export function LoginPage() {
  const { next } = useSearch({ from: '/login' })
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { data: setup } = useQuery(api.session.setupState.queryOptions())
  return (
    <Entrance title={words.common.signIn}>
      {setup?.required && (
        <Notice tone="busy" className="mb-4">
          {words.session.noAdminYet}
        </Notice>
      )}
      <LoginForm
        onSignedIn={async () => {
          queryClient.clear()
          await queryClient.fetchQuery(viewerQuery)
          await navigate({ href: safeNext(next) })
        }}
      />
    </Entrance>
  )
}
