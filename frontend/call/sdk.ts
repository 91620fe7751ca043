/** The LiveKit SDK as the page loads it: our own copy, under the global name the document gives it. */
import type * as LiveKit from "livekit-client";

declare global {
  interface Window {
    LivekitClient: typeof LiveKit;
  }
}

export type { LiveKit };

/**
 * Sends its first offer after joining and not with the join request, as it does in Firefox. With the request, the server's answer
 * races its wish for more media sections: a caller whose agent was there first failed to negotiate ("Transceiver not found based
 * on m-line index") in 5 of 27 joins on a busy machine. Two peer connections avoid that too, but cost a second: the first
 * handshake packet comes before the server listens for it. The SDK decides by this one feature, which nothing here needs.
 */
function offerAfterJoining(): void {
  Reflect.deleteProperty(window, "CompressionStream");
}

export function sdk(): typeof LiveKit {
  offerAfterJoining();
  window.LivekitClient.setLogLevel("warn"); // it tells the console of every step else
  return window.LivekitClient;
}
