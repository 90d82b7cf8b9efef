import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { explain } from '../../lib/problem.ts'
import { May } from '../../shared/session/may.tsx'
import { readViewerAgain } from '../../shared/session/session.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useTeamActions } from './use-team.ts'

const text = words.twoFactor

/** The rule whether staff must use two-factor sign-in. Only owners can change it. */
export function RequireFactors({ required }: { required: boolean }) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const { requireFactors } = useTeamActions()
  const [asked, setAsked] = useState(false)
  const change = async (to: boolean) => {
    await requireFactors(to)
    toast.success(text.requireChanged)
    // An owner without a second factor must now set one up.
    await readViewerAgain(queryClient)
    await router.invalidate()
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <p>{required ? text.teamOn : text.teamOff}</p>
      <May permission="team.require-factors">
        {required ? (
          <Button onClick={() => void change(false).catch((error) => toast.error(explain(error)))}>
            {text.requireNoLonger}
          </Button>
        ) : (
          <Button onClick={() => setAsked(true)}>{text.require}</Button>
        )}
      </May>
      {asked && (
        <ConfirmDialog
          title={text.requireTitle}
          confirm={text.require}
          confirming={text.requiring}
          onConfirm={() => change(true)}
          onClose={() => setAsked(false)}
        >
          <p>{text.requireMeans}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}
