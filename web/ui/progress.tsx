import { Progress as Primitive } from 'radix-ui'

interface ProgressProps {
  label: string
  done: number
  of: number
}

/** A progress bar with its numbers. */
export function Progress({ label, done, of }: ProgressProps) {
  return (
    <div>
      <div className="mb-1 flex justify-between gap-3 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-muted tabular-nums">
          {done} / {of}
        </span>
      </div>
      <Primitive.Root
        value={done}
        max={Math.max(1, of)}
        aria-label={label}
        className="h-1.5 overflow-hidden rounded-full bg-quiet-soft"
      >
        <Primitive.Indicator
          className="h-full rounded-full bg-accent transition-[width]"
          style={{ width: `${(done / Math.max(1, of)) * 100}%` }}
        />
      </Primitive.Root>
    </div>
  )
}
