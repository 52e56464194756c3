// Printed by `npm run generate` from openapi.yaml (Microsoft Graph, Apple push certificate of Intune v1.0).
// sha-256 of the document: 82a414c7d2fa6f20a8078098999a52ec2262fd134cfb74848ea235435bb987f7
// Change the document and print again; a change made here is lost.

export interface paths {
    "/deviceManagement/applePushNotificationCertificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the certificate
         * @description Answers who the certificate was issued to, which topic it serves and when it expires. Monitoring that watches
         *     `expirationDateTime` is the most common use of this operation.
         */
        get: operations["getApplePushNotificationCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update or renew the certificate
         * @description Changes the members that the body names and keeps all others. `null` clears a member that may be null. Members
         *     that the service keeps itself (`id`, `certificateSerialNumber`, `lastModifiedDateTime`) may be sent; they are
         *     checked and then ignored. The answer is the whole certificate after the change, and `lastModifiedDateTime` is the
         *     moment at which it was made.
         *
         *     To renew, send `appleIdentifier` and the text of the new `certificate` (PEM). The service reads the certificate:
         *     topic, serial number and time of expiry are what it says, whatever else the body says of them. While no certificate
         *     is configured, the first one is uploaded the same way.
         */
        patch: operations["updateApplePushNotificationCertificate"];
        trace?: never;
    };
    "/deviceManagement/applePushNotificationCertificate/downloadApplePushNotificationCertificateSigningRequest()": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the signing request
         * @description Answers the certificate signing request to be taken to Apple's push certificates portal, as one text. It is there
         *     before the first certificate is.
         */
        get: operations["downloadApplePushNotificationCertificateSigningRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deviceManagement/applePushNotificationCertificate/generateApplePushNotificationCertificateSigningRequest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new signing request
         * @description Makes a new key for the tenant and answers a signing request for it; what is downloaded from then on is this one. Only
         *     in the preview version.
         */
        post: operations["generateApplePushNotificationCertificateSigningRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deviceManagement/dataSharingConsents/{dataSharingConsent-id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Names the consent.
                 * @example appleMDMPushCertificate
                 */
                "dataSharingConsent-id": components["parameters"]["DataSharingConsent"];
            };
            cookie?: never;
        };
        /**
         * Read a consent
         * @description Tells whether the tenant has agreed that what Apple needs to know for the certificate is shared with it, who did so
         *     and when. There is one consent, `appleMDMPushCertificate`. Only in the preview version.
         */
        get: operations["getDataSharingConsent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deviceManagement/dataSharingConsents/{dataSharingConsent-id}/consentToDataSharing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Names the consent.
                 * @example appleMDMPushCertificate
                 */
                "dataSharingConsent-id": components["parameters"]["DataSharingConsent"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Consent
         * @description Agrees, in the name of whoever the access token speaks for. A consent is not taken back, and one that is given already
         *     stays as it is. Only in the preview version.
         */
        post: operations["consentToDataSharing"];
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
        /**
         * applePushNotificationCertificate
         * @description The Apple MDM push certificate of a tenant.
         */
        applePushNotificationCertificate: {
            /**
             * @description The type of this object, to whoever needs to be told.
             * @constant
             */
            "@odata.type"?: "#microsoft.graph.applePushNotificationCertificate";
            /** @description Names the certificate. */
            readonly id: string;
            /** @description The Apple ID with which the certificate was made, and with which it must be renewed. */
            appleIdentifier?: string | null;
            /** @description The topic that the certificate may push to, as Apple wrote it into its subject. */
            topicIdentifier?: string | null;
            /**
             * Format: date-time
             * @description When the certificate was last changed here.
             */
            readonly lastModifiedDateTime: string;
            /**
             * Format: date-time
             * @description When the certificate ends to be valid.
             */
            expirationDateTime?: string;
            /** @description How the last upload went. */
            certificateUploadStatus?: string | null;
            /** @description Why the last upload failed, if it did. */
            certificateUploadFailureReason?: string | null;
            /** @description The serial number that Apple gave the certificate. */
            readonly certificateSerialNumber: string | null;
            /** @description The certificate itself, as text. */
            certificate?: string | null;
        };
        /**
         * signingRequest
         * @description The answer of the download function.
         */
        signingRequest: {
            /** @description The signing request, in the form that Apple's portal takes. */
            value: string;
        };
        /**
         * dataSharingConsent
         * @description Whether a tenant has agreed that data is shared with a service.
         */
        dataSharingConsent: {
            /**
             * @description The type of this object, to whoever needs to be told.
             * @constant
             */
            "@odata.type"?: "#microsoft.graph.dataSharingConsent";
            /** @description Names the consent. */
            readonly id: string;
            /** @description What the service is called. */
            serviceDisplayName?: string | null;
            /** @description Where the terms are. */
            termsUrl?: string | null;
            /** @description Whether the tenant has agreed. */
            granted: boolean;
            /**
             * Format: date-time
             * @description When it was agreed; 0001-01-01T00:00:00Z while it is not.
             */
            grantDateTime: string;
            /** @description The name that the one who agreed signs in by. */
            grantedByUpn?: string | null;
            /** @description The id of the one who agreed. */
            grantedByUserId?: string | null;
        };
        /**
         * odataError
         * @description How Microsoft Graph tells that something is wrong.
         */
        odataError: {
            error: {
                /** @description The kind of error, for programs. */
                code: string;
                /** @description What is wrong, for the person who reads the log. */
                message: string;
                /** @description The member that is wrong, where it is one. */
                target?: string | null;
                /** @description Everything that is wrong, where it is more than one thing. */
                details?: components["schemas"]["odataErrorDetail"][];
                /** @description What support needs to find this request again. */
                innerError?: {
                    /** @description When the error was made, in UTC, without a zone. */
                    date: string;
                    "request-id": string;
                    "client-request-id": string;
                };
            };
        };
        /**
         * odataErrorDetail
         * @description One of several things that are wrong.
         */
        odataErrorDetail: {
            code: string;
            message: string;
            target?: string | null;
        };
    };
    responses: {
        /** @description The certificate. */
        Certificate: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["applePushNotificationCertificate"];
            };
        };
        /** @description The signing request. */
        SigningRequest: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["signingRequest"];
            };
        };
        /** @description The consent. */
        DataSharingConsent: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["dataSharingConsent"];
            };
        };
        /** @description The request is not one that the service can act on. */
        BadRequest: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
        /** @description The request carries no access token, or one that is not valid. */
        Unauthorized: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
        /** @description The token lacks the permission that the operation needs. */
        Forbidden: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
        /** @description There is no such path, or nothing is configured there. */
        NotFound: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
        /** @description The path does not take this method; the Allow header lists those it takes. */
        MethodNotAllowed: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
        /** @description The answer is JSON, which the Accept header does not take. */
        NotAcceptable: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
        /** @description The body is larger than the service takes. */
        PayloadTooLarge: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
        /** @description The body is not JSON. */
        UnsupportedMediaType: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
        /** @description Too many requests in too short a time; wait as long as Retry-After says, where it is there. */
        TooManyRequests: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
        /** @description Any other error. */
        Error: {
            headers: {
                "request-id": components["headers"]["request-id"];
                "client-request-id": components["headers"]["client-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["odataError"];
            };
        };
    };
    parameters: {
        /**
         * @description Names the consent.
         * @example appleMDMPushCertificate
         */
        DataSharingConsent: string;
    };
    requestBodies: never;
    headers: {
        /** @description The id that the service gave this request. */
        "request-id": string;
        /** @description The id that the client sent, or else the one that the service gave. */
        "client-request-id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getApplePushNotificationCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Certificate"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    updateApplePushNotificationCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The members to change. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["applePushNotificationCertificate"];
            };
        };
        responses: {
            200: components["responses"]["Certificate"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    downloadApplePushNotificationCertificateSigningRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["SigningRequest"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    generateApplePushNotificationCertificateSigningRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["SigningRequest"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    getDataSharingConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Names the consent.
                 * @example appleMDMPushCertificate
                 */
                "dataSharingConsent-id": components["parameters"]["DataSharingConsent"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["DataSharingConsent"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    consentToDataSharing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Names the consent.
                 * @example appleMDMPushCertificate
                 */
                "dataSharingConsent-id": components["parameters"]["DataSharingConsent"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["DataSharingConsent"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
}
