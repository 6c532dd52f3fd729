/** Namespace of the socket on which desks say who is at which item. */
export const DESK = '/desk';
/** From a desk: this item is open here, and whether somebody types. */
export const AT_ITEM = 'desk:at';
/** To the desks of an item: who has it open now. */
export const AT_ITEM_NOW = 'desk:who';

export interface AtItem {
  code: string;
  typing: boolean;
  /** The page is left. */
  away: boolean;
}

export interface PersonAtItem {
  /** Account id. */
  by: string;
  name: string;
  typing: boolean;
}

export interface AtItemNow {
  code: string;
  people: PersonAtItem[];
}
