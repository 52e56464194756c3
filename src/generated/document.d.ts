// Printed by `npm run generate` from openapi.yaml (Microsoft Graph, Apple push certificate of Intune v1.0).
// sha-256 of the document: 7fadb0c2badac6d97c32eda49263d02f77990a58a68c800e415e9144bd25f961
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
         * @description Returns the owner, the topic and the expiration date of the certificate. The most common use is monitoring
         *     `expirationDateTime`.
         */
        get: operations["getApplePushNotificationCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update or renew the certificate
         * @description Changes the properties in the body and keeps all others. `null` clears a nullable property. The body can contain the
         *     properties that the service sets itself (`id`, `certificateSerialNumber`, `lastModifiedDateTime`): they are validated
         *     and then ignored. The response is the whole certificate after the change. `lastModifiedDateTime` is the time of the
         *     change.
         *
         *     To renew, send `appleIdentifier` and the text of the new `certificate` (PEM). The service reads topic, serial number
         *     and expiration date from the certificate and ignores their values in the body. The first certificate of a tenant is
         *     uploaded in the same way.
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
         * @description Returns the certificate signing request for Apple's push certificates portal as a string. It is available before a
         *     certificate is configured.
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
         * Create a new signing request
         * @description Creates a new key for the tenant and returns a signing request for it. Later downloads return this signing request.
         *     Only in the preview version.
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
                 * @description The id of the consent.
                 * @example appleMDMPushCertificate
                 */
                "dataSharingConsent-id": components["parameters"]["DataSharingConsent"];
            };
            cookie?: never;
        };
        /**
         * Read a consent
         * @description Returns whether the tenant has consented to share the data that Apple needs for the certificate, who consented, and
         *     when. The only consent is `appleMDMPushCertificate`. Only in the preview version.
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
                 * @description The id of the consent.
                 * @example appleMDMPushCertificate
                 */
                "dataSharingConsent-id": components["parameters"]["DataSharingConsent"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a consent
         * @description Consents in the name of the user of the access token. A consent cannot be withdrawn. A consent that was given before
         *     does not change. Only in the preview version.
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
             * @description The type of this object.
             * @constant
             */
            "@odata.type"?: "#microsoft.graph.applePushNotificationCertificate";
            /** @description The id of the certificate. */
            readonly id: string;
            /** @description The Apple ID that created the certificate. It must be renewed with the same Apple ID. */
            appleIdentifier?: string | null;
            /** @description The push topic, which Apple writes into the subject of the certificate. */
            topicIdentifier?: string | null;
            /**
             * Format: date-time
             * @description When the certificate was last changed in Intune.
             */
            readonly lastModifiedDateTime: string;
            /**
             * Format: date-time
             * @description When the certificate expires.
             */
            expirationDateTime?: string;
            /** @description The status of the last upload. */
            certificateUploadStatus?: string | null;
            /** @description Why the last upload failed. */
            certificateUploadFailureReason?: string | null;
            /** @description The serial number of the certificate. */
            readonly certificateSerialNumber: string | null;
            /** @description The certificate as text. */
            certificate?: string | null;
        };
        /**
         * signingRequest
         * @description The response of the download function.
         */
        signingRequest: {
            /** @description The signing request, in the form that Apple's portal accepts. */
            value: string;
        };
        /**
         * dataSharingConsent
         * @description The consent of a tenant to share data with a service.
         */
        dataSharingConsent: {
            /**
             * @description The type of this object.
             * @constant
             */
            "@odata.type"?: "#microsoft.graph.dataSharingConsent";
            /** @description The id of the consent. */
            readonly id: string;
            /** @description The name of the service. */
            serviceDisplayName?: string | null;
            /** @description The URL of the terms. */
            termsUrl?: string | null;
            /** @description Whether the tenant has consented. */
            granted: boolean;
            /**
             * Format: date-time
             * @description When the tenant consented. 0001-01-01T00:00:00Z if it has not.
             */
            grantDateTime: string;
            /** @description The sign-in name of the user who consented. */
            grantedByUpn?: string | null;
            /** @description The id of the user who consented. */
            grantedByUserId?: string | null;
        };
        /**
         * odataError
         * @description An error of Microsoft Graph.
         */
        odataError: {
            error: {
                /** @description The error code, for programs. */
                code: string;
                /** @description The message, for people. */
                message: string;
                /** @description The invalid property, if the error is about one. */
                target?: string | null;
                /** @description All errors, if there are several. */
                details?: components["schemas"]["odataErrorDetail"][];
                /** @description The ids that identify this request for support. */
                innerError?: {
                    /** @description The time of the error, in UTC, without a time zone. */
                    date: string;
                    "request-id": string;
                    "client-request-id": string;
                };
            };
        };
        /**
         * odataErrorDetail
         * @description One of several errors.
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
        /** @description The request is invalid. */
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
        /** @description The request has no access token, or an invalid one. */
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
        /** @description The token does not have the required permission. */
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
        /** @description The path does not exist, or no certificate is configured. */
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
        /** @description The path does not allow this method. The Allow header lists the allowed methods. */
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
        /** @description The response is JSON, but the Accept header does not accept JSON. */
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
        /** @description The body is too large. */
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
        /** @description Too many requests. Wait as long as the Retry-After header says, if it is present. */
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
         * @description The id of the consent.
         * @example appleMDMPushCertificate
         */
        DataSharingConsent: string;
    };
    requestBodies: never;
    headers: {
        /** @description The id that the service has given the request. */
        "request-id": string;
        /** @description The id that the client sent, or the request-id if it sent none. */
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
        /** @description The properties to change. */
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
                 * @description The id of the consent.
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
                 * @description The id of the consent.
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
