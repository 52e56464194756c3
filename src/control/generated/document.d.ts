// Printed by `npm run generate` from openapi.yaml (standin control 1).
// sha-256 of the document: fc446794d8b09d6e952ce0286f53a0bb5d9e9f8bd9191fc1e94095c81bcf2546
// Change the document and print again; a change made here is lost.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server runs */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server answers requests, and for which documents */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every exchange as it is answered, as server-sent events */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All worlds */
        get: operations["listWorlds"];
        put?: never;
        /** Make a world */
        post: operations["createWorld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** One world */
        get: operations["getWorld"];
        put?: never;
        post?: never;
        /**
         * Delete a world
         * @description The world `default` begins anew the next time it is named.
         */
        delete: operations["deleteWorld"];
        options?: never;
        head?: never;
        /**
         * Set something in a world
         * @description It holds until the world begins again. What may be set depends on the documents; a refusal names it.
         */
        patch: operations["changeWorld"];
        trace?: never;
    };
    "/worlds/{world}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin again
         * @description State, clock, stubs, faults and exchanges are as they were at first; what broke the contract stays told.
         */
        post: operations["resetWorld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/credentials/expire": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take all tokens that were issued up to now for expired
         * @description Where the documents come with a token service. Tokens that are issued from the next second on are good.
         */
        post: operations["expireCredentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/fork": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a world that begins where this one is */
        post: operations["forkWorld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /**
         * The state as plain JSON
         * @description A resource that nobody has asked for yet is not in it; it begins as it does in every world.
         */
        get: operations["takeSnapshot"];
        /** Put a state in the place of what is there */
        put: operations["restoreSnapshot"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/diff": {
        parameters: {
            query?: {
                /** @description The world to compare with; without it the first state. */
                from?: components["schemas"]["WorldName"];
            };
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** What is different in this world */
        get: operations["diffWorld"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/resource": {
        parameters: {
            query: {
                /** @description The concrete path of a resource, without the base path of the document, as `/owners/7`. */
                path: string;
                /** @description The path that the document is served under; empty for the first. */
                mount?: components["parameters"]["Mount"];
            };
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** What a resource is now */
        get: operations["readResource"];
        /**
         * Set a resource, read-only members too
         * @description A list in the place of a collection, an object in the place of an item or a single resource, `null` for none. Times may be told relative to the clock, as `now-P3D`.
         */
        put: operations["setResource"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** What time it is in a world */
        get: operations["readClock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set, move, freeze or resume the time of a world
         * @description First it is set to `now`, then moved by `advance`, then it stands or goes as `frozen` says.
         */
        patch: operations["setClock"];
        trace?: never;
    };
    "/worlds/{world}/stubs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** The stubs, the one that is asked first before all others */
        get: operations["listStubs"];
        put?: never;
        /**
         * Plan an answer
         * @description The stub that was added last is asked first. One with the id of another takes its place.
         */
        post: operations["addStub"];
        /** Remove all stubs */
        delete: operations["removeStubs"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/stubs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** One stub, with how often it has answered */
        get: operations["getStub"];
        put?: never;
        post?: never;
        /** Remove a stub */
        delete: operations["removeStub"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** The faults, the one that is asked first before all others */
        get: operations["listFaults"];
        put?: never;
        /**
         * Plan a failure
         * @description The fault that was added last is asked first. One with the id of another takes its place.
         */
        post: operations["addFault"];
        /** Remove all faults */
        delete: operations["removeFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/faults/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** One fault, with how often it has struck */
        get: operations["getFault"];
        put?: never;
        post?: never;
        /** Remove a fault */
        delete: operations["removeFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** The latest exchanges, the newest first, without their bodies */
        get: operations["listExchanges"];
        put?: never;
        post?: never;
        /** Forget the exchanges; what broke the contract stays told */
        delete: operations["forgetExchanges"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/exchanges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * One exchange, with its bodies
         * @description Headers and members that carry secrets are shown as `[redacted]`.
         */
        get: operations["getExchange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/har": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** The latest exchanges as an HTTP archive (HAR 1.2) */
        get: operations["exportHar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether requests were made
         * @description Counts the exchanges that meet a matcher and holds the count against what is expected, at least one where nothing else is. Where it is not met, the nearest exchanges tell what kept them from matching.
         */
        post: operations["verifyExchanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/unmatched": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** Requests that named no operation, each with the nearest one */
        get: operations["listUnmatched"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/explain/{id}": {
        parameters: {
            query?: {
                /** @description The world to look in; without it all of them. */
                world?: components["schemas"]["WorldName"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /**
         * Why a request was answered as it was
         * @description The id is the one that the answer tells in `Request-Id`, or that the list of exchanges gives.
         */
        get: operations["explainExchange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/violations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What broke the contract */
        get: operations["listViolations"];
        put?: never;
        post?: never;
        /** Forget what broke the contract */
        delete: operations["forgetViolations"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of each document was exercised, in all worlds together */
        get: operations["getCoverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The report of all worlds */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        WorldName: string;
        /** Format: date-time */
        Moment: string;
        Health: {
            /** @constant */
            status: "ok";
            version: string;
            /** @description Seconds since the server was made. */
            uptime?: number;
        };
        Readiness: {
            /** @constant */
            status: "ready";
            documents: {
                mount: string;
                title: string;
                version?: string;
                sha256?: string;
                operations: number;
                scenarios?: string[];
            }[];
        };
        NewWorld: {
            name: components["schemas"]["WorldName"];
            /** @description The named first state that it begins with. */
            scenario?: string;
            seed?: number;
            settings?: components["schemas"]["Settings"];
            /** @description The moment at which its time stands still. */
            now?: components["schemas"]["Moment"];
        };
        /** @description What is set, by name. */
        Settings: {
            [key: string]: string;
        };
        World: {
            name: components["schemas"]["WorldName"];
            scenario?: string;
            seed: number;
            settings: components["schemas"]["Settings"];
            clock: components["schemas"]["Clock"];
            /** @description How many there were. */
            exchanges: number;
            /** @description How many different ones there were. */
            violations: number;
            stubs: number;
            faults: number;
        };
        Clock: {
            now: components["schemas"]["Moment"];
            frozen: boolean;
        };
        ClockChange: {
            now?: components["schemas"]["Moment"];
            /** @description An ISO 8601 duration without fractions, with a minus before it to go back. */
            advance?: string;
            frozen?: boolean;
        };
        Snapshot: {
            /** @description By the path that each document is served under, the values that are kept, by key. */
            documents: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
        };
        Difference: {
            mount: string;
            path: string;
            /** @enum {unknown} */
            kind: "added" | "removed" | "changed";
            from?: unknown;
            to?: unknown;
        };
        /** @description A value that must be equal, or one of the conditions. */
        ValueMatcher: (string | number | boolean | null) | {
            equals?: unknown;
            contains?: unknown;
            /** Format: regex */
            matches?: string;
            present?: boolean;
        };
        ValueMatchers: {
            [key: string]: components["schemas"]["ValueMatcher"];
        };
        Matcher: {
            /** @description An operationId, or `GET /path/{template}` where the document gives none. */
            operation?: string;
            method?: string;
            /** @description Without the query; `*` stands for one segment, `/**` at the end for any. */
            path?: string;
            query?: components["schemas"]["ValueMatchers"];
            headers?: components["schemas"]["ValueMatchers"];
            /** @description By JSON pointer into the body. */
            body?: components["schemas"]["ValueMatchers"];
            /** @description Which call of its operation in its world. */
            call?: number;
        };
        Headers: {
            [key: string]: string;
        };
        /**
         * @example {
         *       "when": {
         *         "operation": "readOwner",
         *         "call": 2
         *       },
         *       "response": {
         *         "status": 404
         *       }
         *     }
         */
        Stub: {
            id?: string;
            when: components["schemas"]["Matcher"] & unknown;
            response: {
                status?: number;
                /** @description The name of one of the document's examples. */
                example?: string;
                body?: unknown;
                mediaType?: string;
                headers?: components["schemas"]["Headers"];
            };
            /** @description Milliseconds. */
            delay?: number;
            times?: number;
            /** @description Whether the response may break the contract. */
            offContract?: boolean;
            readonly used?: number;
        };
        /**
         * @example {
         *       "when": {
         *         "every": 3
         *       },
         *       "fault": {
         *         "kind": "status",
         *         "status": 503
         *       }
         *     }
         */
        Fault: {
            id?: string;
            when?: {
                operation?: string;
                method?: string;
                path?: string;
                /** @description The n-th call that meets the above. */
                call?: number;
                /** @description Every n-th of these calls. */
                every?: number;
                probability?: number;
                /** @description Calls beyond so many in each period of the world's clock. */
                rate?: {
                    /** @description Calls in each period that the fault leaves alone. */
                    above: number;
                    /** @description The period, as `PT10S`. */
                    per: string;
                };
                /** @description How often it acts at most. */
                times?: number;
                /** @description For how long, by the clock of the world, as `PT5M`. */
                lasts?: string;
            };
            fault: {
                /** @constant */
                kind: "latency";
                /** @description Milliseconds; always the same, anything between two, or log-normal about a median. */
                latency: number | {
                    min: number;
                    max: number;
                } | {
                    median: number;
                    sigma?: number;
                };
            } | {
                /** @constant */
                kind: "status";
                status: number;
                body?: unknown;
                headers?: components["schemas"]["Headers"];
            } | {
                /** @enum {unknown} */
                kind: "reset" | "empty" | "truncate";
            } | {
                /** @constant */
                kind: "drip";
                /** @description Milliseconds. */
                over: number;
            } | {
                /** @constant */
                kind: "bandwidth";
                /** @description Kilobits a second. */
                kilobits: number;
            } | {
                /** @constant */
                kind: "off-contract";
                /** @enum {unknown} */
                violation?: "missing" | "type";
            };
            readonly used?: number;
        };
        Body: {
            mediaType?: string;
            text: string;
            truncated?: boolean;
        };
        Exchange: {
            id: string;
            world: components["schemas"]["WorldName"];
            at: components["schemas"]["Moment"];
            /** @description Milliseconds. */
            took: number;
            method: string;
            url: string;
            operation?: string;
            call?: number;
            status: number;
            refusal?: string;
            /** @description Whether the document declares no such answer. */
            undeclared?: boolean;
            stub?: string;
            fault?: string;
            notes?: string[];
            violations?: {
                /** @enum {unknown} */
                direction: "request" | "response";
                rule: string;
                in?: string;
                pointer: string;
                message: string;
            }[];
            /** @description Callbacks and webhooks that were sent after it. */
            callbacks?: {
                name: string;
                method: string;
                url?: string;
                /** @enum {unknown} */
                outcome: "sent" | "refused" | "failed";
                status?: number;
                reason?: string;
                body?: components["schemas"]["Body"];
                violations: {
                    rule: string;
                    pointer: string;
                    message: string;
                }[];
            }[];
            request?: {
                headers?: components["schemas"]["Headers"];
                body?: components["schemas"]["Body"];
            };
            response?: {
                headers?: components["schemas"]["Headers"];
                body?: components["schemas"]["Body"];
            };
        };
        Unmet: {
            condition: string;
            wanted: string;
            found: string;
        };
        Verification: {
            satisfied: boolean;
            count: number;
            message: string;
            exchanges: components["schemas"]["Exchange"][];
            nearest?: {
                exchange: components["schemas"]["Exchange"];
                unmet: components["schemas"]["Unmet"][];
            }[];
        };
        Unmatched: {
            exchange: components["schemas"]["Exchange"];
            nearest?: {
                operation: string;
                unmet: components["schemas"]["Unmet"][];
            };
        };
        Explanation: {
            exchange: components["schemas"]["Exchange"];
            decided: {
                /** @enum {unknown} */
                by: "fault" | "refusal" | "stub" | "prefer" | "handler" | "inferred" | "sampled" | "nothing";
                why: string;
                role?: string;
                resource?: string;
            };
            passedOver: {
                by: string;
                id?: string;
                unmet: components["schemas"]["Unmet"][];
            }[];
        };
        Violation: {
            /** @enum {unknown} */
            direction: "request" | "response";
            mount?: string;
            operation?: string;
            /** @description Method and path of a request that named no operation. */
            request?: string;
            rule: string;
            pointer: string;
            in: string;
            message: string;
            count: number;
            first: string;
            last: string;
            world: string;
            /** @description Where the document says so. */
            place?: {
                file?: string;
                line?: number;
                column?: number;
                pointer?: string;
            };
        };
        Counted: {
            declared: number;
            seen: number;
        };
        DocumentCoverage: {
            mount: string;
            title: string;
            percent: number;
            totals: {
                [key: string]: components["schemas"]["Counted"];
            };
            operations: Record<string, never>[];
        };
        Problem: {
            type?: string;
            title: string;
            status: number;
            detail?: string;
            code?: string;
            instance?: string;
            requestId?: string;
            /** @description What is wrong, member by member. */
            errors?: {
                pointer: string;
                message: string;
            }[];
        };
    };
    responses: {
        /** @description Why it was refused. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @example default */
        World: components["schemas"]["WorldName"];
        /** @description Of this world alone. */
        OfWorld: components["schemas"]["WorldName"];
        /** @description The path that the document is served under; empty for the first. */
        Mount: string;
        Id: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Of this world alone. */
                world?: components["schemas"]["WorldName"];
                /** @description Ends after so many events; without it, it goes on until the client leaves. */
                limit?: number;
                /** @description Ends after so many seconds. */
                seconds?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each event's data is an exchange without its bodies. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listWorlds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The worlds, in the order in which they were made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createWorld: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWorld"];
            };
        };
        responses: {
            /** @description It was made. */
            201: {
                headers: {
                    /** @description Where it is. */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The world. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    changeWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    settings: components["schemas"]["Settings"];
                };
            };
        };
        responses: {
            /** @description The world, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    resetWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The named first state to begin with; without it the one it began with before. */
                    scenario?: string;
                };
            };
        };
        responses: {
            /** @description The world, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    expireCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    forkWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: components["schemas"]["WorldName"];
                };
            };
        };
        responses: {
            /** @description The new world. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["World"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    takeSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    restoreSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Snapshot"];
            };
        };
        responses: {
            /** @description It is the state now. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    diffWorld: {
        parameters: {
            query?: {
                /** @description The world to compare with; without it the first state. */
                from?: components["schemas"]["WorldName"];
            };
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The differences. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readResource: {
        parameters: {
            query: {
                /** @description The concrete path of a resource, without the base path of the document, as `/owners/7`. */
                path: string;
                /** @description The path that the document is served under; empty for the first. */
                mount?: components["parameters"]["Mount"];
            };
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list of a collection, or the object. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setResource: {
        parameters: {
            query: {
                /** @description The concrete path of a resource, without the base path of the document, as `/owners/7`. */
                path: string;
                /** @description The path that the document is served under; empty for the first. */
                mount?: components["parameters"]["Mount"];
            };
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description What it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockChange"];
            };
        };
        responses: {
            /** @description Its clock, as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listStubs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stubs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stub"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addStub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stub"];
            };
        };
        responses: {
            /** @description The stub. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stub"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeStubs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There are none. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getStub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stub. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stub"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeStub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The faults. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fault"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fault"];
            };
        };
        responses: {
            /** @description The fault. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fault"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There are none. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fault. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fault"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listExchanges: {
        parameters: {
            query?: {
                operation?: string;
                /** @description Those alone that named no operation of a document. */
                unmatched?: boolean;
                limit?: number;
            };
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exchanges. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exchange"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    forgetExchanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are forgotten. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getExchange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exchange. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exchange"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportHar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyExchanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    when: components["schemas"]["Matcher"];
                    exactly?: number;
                    atLeast?: number;
                    atMost?: number;
                };
            };
        };
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listUnmatched: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example default */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unmatched"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    explainExchange: {
        parameters: {
            query?: {
                /** @description The world to look in; without it all of them. */
                world?: components["schemas"]["WorldName"];
            };
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What decided, and what was passed over. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listViolations: {
        parameters: {
            query?: {
                /** @description Of this world alone. */
                world?: components["parameters"]["OfWorld"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each breach once, with how often it was seen. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violation"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    forgetViolations: {
        parameters: {
            query?: {
                /** @description Of this world alone. */
                world?: components["parameters"]["OfWorld"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is forgotten. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getCoverage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The coverage by document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentCoverage"][];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReport: {
        parameters: {
            query?: {
                format?: "json" | "html" | "junit" | "sarif";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "text/html": string;
                    "application/xml": string;
                    "application/sarif+json": Record<string, never>;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
