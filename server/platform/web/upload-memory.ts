const MIB = 1024 * 1024;
/** Files wait in memory until they are stored: of all requests together no more than this. */
const MOST_BYTES = 256 * MIB;

/** Of one request. */
export interface Share {
  /** False: too much is arriving at once. */
  take(bytes: number): boolean;
  end(): void;
}

/** How much of what people upload a process has in memory. Only what has arrived counts: whoever sends slowly holds up nobody. */
export class UploadMemory {
  #taken = 0;

  share(): Share {
    let own = 0;
    let ended = false;
    return {
      take: (bytes) => {
        if (ended || this.#taken + bytes > MOST_BYTES) return false;
        this.#taken += bytes;
        own += bytes;
        return true;
      },
      end: () => {
        ended = true;
        this.#taken -= own;
        own = 0;
      },
    };
  }
}
