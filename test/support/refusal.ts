/** What a call was refused with. @throws Error when it was not */
export async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('not refused');
}
