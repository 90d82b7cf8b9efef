import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { words } from '../../words/index.ts'

const text = words.servers

/** S14: the requirements for the key, shown at its field. */
export function KeyNeeds({ panel }: { panel: Pick<PanelDescription, 'label' | 'keyRequirements'> }) {
  if (panel.keyRequirements.length === 0) return null
  return (
    <div className="rounded-md bg-sunken px-3 py-2.5 text-sm">
      <p className="font-medium">{text.keyNeeds(panel.label)}</p>
      <ul className="mt-1 list-disc space-y-1 pl-5">
        {panel.keyRequirements.map(({ check, text: need, remedy }) => (
          <li key={check}>
            <span>{need}</span>
            <span className="block text-muted">{remedy}</span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-muted">{text.keyNeedsTest}</p>
    </div>
  )
}
