import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DunningState } from '#contracts/dunning/case-schemas.ts'
import { api, client } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

const text = words.dunning

/** The suspensions of today. If the brake stopped them, staff confirm their number. */
export function BrakePanel({ state }: { state: DunningState }) {
  const queryClient = useQueryClient()
  const [asks, setAsks] = useState(false)
  const { isEnabled, brake } = state
  const { toConfirm } = brake
  return (
    <Panel>
      <PanelTitle
        aside={
          <Link to="/settings/billing/dunning" className="text-sm underline">
            {text.toPolicy}
          </Link>
        }
      >
        {text.brake}
      </PanelTitle>
      <div className="space-y-3 p-4">
        {!isEnabled && <Notice tone="quiet">{text.off}</Notice>}
        <p className="tabular-nums">
          {text.brakeCounts(
            formatNumber(brake.suspended),
            formatNumber(brake.pending),
            formatNumber(brake.limit),
          )}
        </p>
        {toConfirm !== null && (
          <Notice tone="warn">
            <p>{text.brakeStopped(toConfirm)}</p>
            <p>{text.brakeHelp}</p>
            <May permission="billing.settings">
              <p className="mt-2">
                <Button size="sm" onClick={() => setAsks(true)}>
                  {text.confirm(toConfirm)}
                </Button>
              </p>
            </May>
          </Notice>
        )}
      </div>
      {asks && toConfirm !== null && (
        <ConfirmDialog
          title={text.confirmTitle}
          confirm={text.confirm(toConfirm)}
          confirming={text.confirming}
          danger
          onConfirm={async () => {
            await client.dunning.confirmBrake({ accounts: toConfirm })
            await queryClient.invalidateQueries({ queryKey: api.dunning.key() })
            toast.success(text.confirmed)
          }}
          onClose={() => setAsks(false)}
        >
          <p>{text.confirmMeans(toConfirm)}</p>
        </ConfirmDialog>
      )}
    </Panel>
  )
}
