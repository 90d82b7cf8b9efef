import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { Viewer } from '#contracts/session/schemas.ts'
import { handOver } from '../../features/hand-over/store.ts'
import { onSessionEnd } from '../../lib/sign-in-again.ts'
import { forgetSession, viewerQuery } from '../../shared/session/session.ts'
import { onSignOutElsewhere } from '../../shared/session/sign-out-news.ts'

const SignInAgainDialog = lazy(() =>
  import('../../features/session/sign-in-again-dialog.tsx').then(({ SignInAgainDialog }) => ({
    default: SignInAgainDialog,
  })),
)

interface Question {
  viewer: Viewer
  answer: (signedIn: boolean) => void
}

/** Asks for the password when the session has ended before a write. Follows a sign-out in another tab. */
export function SessionHost() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const [question, setQuestion] = useState<Question | null>(null)

  useEffect(
    () =>
      onSessionEnd(() => {
        const viewer = queryClient.getQueryData(viewerQuery.queryKey)
        if (!viewer) return Promise.resolve(false)
        return new Promise((answer) => setQuestion({ viewer, answer }))
      }),
    [queryClient],
  )

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

  const close = (signedIn: boolean) => {
    question?.answer(signedIn)
    setQuestion(null)
    if (signedIn) void queryClient.invalidateQueries()
  }
  return (
    <Suspense>
      {question && (
        <SignInAgainDialog
          email={question.viewer.email}
          onSignedIn={() => close(true)}
          onClose={() => close(false)}
        />
      )}
    </Suspense>
  )
}
