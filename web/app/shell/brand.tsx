import { words } from '../../words/index.ts'

export function Brand() {
  return (
    <span className="flex items-center gap-2 font-semibold">
      <img src="/favicon.svg" alt="" width={22} height={22} />
      {words.common.product}
    </span>
  )
}
