import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { SetPasswordForm } from '../../features/session/set-password-form.tsx'
import { client } from '../../lib/api.ts'
import { useLinkToken } from '../../lib/link-token.ts'
import { ApiError, explain } from '../../lib/problem.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import { Entrance } from '../shell/entrance.tsx'

/** Opened by a single-use link. Its token is after the #, so no server logs it. */
export function SetPasswordPage() {
  const token = useLinkToken()
  const [done, setDone] = useState(false)
  const owner = useQuery({
    queryKey: ['password-link', token],
    queryFn: () => client.passwordLinks.inspect({ token }),
    enabled: token !== '' && !done,
    retry: (count, error) => !(error instanceof ApiError) && count < 2,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  return (
    <Entrance title={words.session.setPasswordTitle}>
      {done ? (
        <div className="space-y-4">
          <Notice tone="good">{words.session.passwordSet}</Notice>
          <Link to="/login" className={`${buttonClass('primary')} w-full`}>
            {words.common.signIn}
          </Link>
        </div>
      ) : token === '' ? (
        <>
          <Notice tone="bad">{words.session.linkIncomplete}</Notice>
          <ToSignIn />
        </>
      ) : owner.data ? (
        <SetPasswordForm token={token} owner={owner.data} onDone={() => setDone(true)} />
      ) : owner.error ? (
        <>
          <div role="alert" className="space-y-4">
            <Notice tone="bad">{explain(owner.error)}</Notice>
            {!(owner.error instanceof ApiError) && (
              <Button onClick={() => void owner.refetch()}>{words.common.retry}</Button>
            )}
          </div>
          <ToSignIn />
        </>
      ) : (
        <p role="status" className="text-muted">
          {words.common.loading}
        </p>
      )}
    </Entrance>
  )
}

/** The sign-in page can send a new link. */
const ToSignIn = () => (
  <p className="mt-4 text-sm">
    <Link to="/login" className="underline">
      {words.session.toSignIn}
    </Link>
  </p>
)
