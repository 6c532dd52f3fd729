/** All matches of an expression with the flag `g`; unlike `matchAll` it makes no copy of the expression each time. */
export function matchesOf(expression: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    found.push(match);
    if (match[0] === '') expression.lastIndex++;
  }
  return found;
}
