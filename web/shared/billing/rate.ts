/** 190000 parts per million are "19%", 99750 are "9.975%". */
export function rateText(ratePpm: number): string {
  const digits = String(ratePpm).padStart(5, '0')
  return `${`${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '')}%`
}
