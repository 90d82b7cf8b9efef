import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { Viewer } from '#contracts/session/schemas.ts'
import { handOver } from '../../features/hand-over/store.ts'
import { onConfirmIdentity } from '../../lib/confirm-identity.ts'
import { onSessionEnd } from '../../lib/sign-in-again.ts'
import { forgetSession, viewerQuery } from '../../shared/session/session.ts'
import { onSignOutElsewhere } from '../../shared/session/sign-out-news.ts'

const SignInAgainDialog = lazy(() =>
  import('../../features/session/sign-in-again-dialog.tsx').then(({ SignInAgainDialog }) => ({
    default: SignInAgainDialog,
  })),
)

const ConfirmIdentityDialog = lazy(() =>
  import('../../features/session/confirm-identity-dialog.tsx').then(({ ConfirmIdentityDialog }) => ({
    default: ConfirmIdentityDialog,
  })),
)

interface Question {
  kind: 'sign-in' | 'confirm'
  viewer: Viewer
  answer: (isDone: boolean) => void
}

/**
 * Asks for the password when the session has ended before a write, and before a dangerous call. Follows a sign-out in another tab.
 */
export function SessionHost() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const [question, setQuestion] = useState<Question | null>(null)

  useEffect(() => {
    const ask = (kind: Question['kind']) => () => {
      const viewer = queryClient.getQueryData(viewerQuery.queryKey)
      if (!viewer) return Promise.resolve(false)
      return new Promise<boolean>((answer) => setQuestion({ kind, viewer, answer }))
    }
    const removers = [onSessionEnd(ask('sign-in')), onConfirmIdentity(ask('confirm'))]
    return () => {
      for (const remove of removers) remove()
    }
  }, [queryClient])

  useEffect(
    () =>
      onSignOutElsewhere(() => {
        // The tab that signed out receives the message too.
        if (!queryClient.getQueryData(viewerQuery.queryKey)) return
        forgetSession(queryClient)
        handOver.clear()
        void navigate({ to: '/login', search: { next: router.latestLocation.href } })
      }),
    [queryClient, navigate, router],
  )

  const close = (isDone: boolean) => {
    question?.answer(isDone)
    setQuestion(null)
    if (isDone && question?.kind === 'sign-in') void queryClient.invalidateQueries()
  }
  const onClose = () => close(false)
  return (
    <Suspense>
      {question?.kind === 'sign-in' && (
        <SignInAgainDialog email={question.viewer.email} onSignedIn={() => close(true)} onClose={onClose} />
      )}
      {question?.kind === 'confirm' && (
        <ConfirmIdentityDialog viewer={question.viewer} onConfirmed={() => close(true)} onClose={onClose} />
      )}
    </Suspense>
  )
}
